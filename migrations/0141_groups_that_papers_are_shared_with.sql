-- Where a side's leads approve what is shared, adding somebody to a group that papers are shared with (or that a wish to share waits
-- for) shares them too. People of one's own team may be added as before, anybody else by a lead.
grant create on schema private to frontstage_system;

create function private.may_add_beyond(audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.audience a
    where a.id = audience and a.id = any (private.my_audiences())
      and (private.may_share(a.room_id, a.id) or not (
        exists (select from public.document d where d.room_id = a.room_id and d.audience_id = a.id)
        or exists (select from public.document_revision r where r.room_id = a.room_id and r.audience_id = a.id)
        or exists (select from public.sharing_request s where s.room_id = a.room_id and s.to_audience = a.id and s.state = 'waiting'))))
$$;
alter function private.may_add_beyond(uuid) owner to frontstage_system;
revoke execute on function private.may_add_beyond(uuid) from public;
grant execute on function private.may_add_beyond(uuid) to frontstage_member;

create or replace function private.add_to_audience(audience uuid, people uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare a public.audience%rowtype := private.my_named(audience);
begin
  if not private.may_shape(a.room_id) then raise exception 'may not' using errcode = '42501'; end if;
  if exists (select from unnest(people) as w(id) where not exists (
       select from public.member m where m.room_id = a.room_id and m.id = w.id and m.left_at is null)) then
    raise exception 'no such member' using errcode = '42501';
  end if;
  if not private.may_add_beyond(a.id) and exists (
       select from unnest(people) as w(id) join public.member m on m.room_id = a.room_id and m.id = w.id, private.my_role(a.room_id) r
       where m.side <> r.side and not exists (select from public.audience_person ap where ap.audience_id = a.id and ap.person_id = m.id)) then
    raise exception 'adding-needs-lead';
  end if;
  insert into public.audience_person (audience_id, person_id, room_id)
  select distinct a.id, w.id, a.room_id from unnest(people) as w(id) on conflict do nothing;
end $$;
revoke create on schema private from frontstage_system;
