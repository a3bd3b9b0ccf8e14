-- A conversation inside one side is that side's own, also about a place on the other's page: neither a right that the other side
-- lowers or ends nor a withdrawal takes it away. What is said across the line follows the document, as 0140 has it.

grant create on schema private to frontstage_system;
-- Whether people of more than one side are in an audience. Asked of the few whose document is shut.
create function private.is_across(audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(distinct m.side) > 1 from public.audience_person p
  join public.member m on m.room_id = p.room_id and m.id = p.person_id
  where p.audience_id = audience
$$;

create or replace function private.shut_comments() returns table (id uuid)
language plpgsql stable security definer set search_path = '' rows 10 as $$
#variable_conflict use_column
declare mine uuid[] := private.my_audiences();
begin
  return query
    with kept as materialized (
      select k.id, k.thread_id, k.audience_id from private.shut_documents() d
      -- Document by document, by index: never by looking at all comments.
      cross join lateral (select k.id, k.thread_id, k.audience_id from public.markup k
        where k.room_id = d.room_id and k.document_id = d.id and k.audience_id = any (mine) offset 0) k
    ),
    across as materialized (
      -- Each audience once, not each comment.
      select a.audience_id from (select distinct k.audience_id from kept k offset 0) a where private.is_across(a.audience_id)
    )
    select unnest(array[k.id, k.thread_id]) from kept k join across a on a.audience_id = k.audience_id;
  return query
    select unnest(array[m.id, m.thread_id]) from public.markup m
    where m.audience_id = any (mine) and m.elsewhere and m.document_audience <> all (mine);
end $$;
alter function private.is_across(uuid) owner to frontstage_system;
revoke execute on function private.is_across(uuid) from public;
revoke create on schema private from frontstage_system;
