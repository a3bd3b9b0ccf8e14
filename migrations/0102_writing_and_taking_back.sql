-- Two rules of rights. Whoever may view a document may write about it among their own team; what others read needs the level
-- `comment`. And whoever has brought a revision of another side's document takes it back: they, or a lead of their side.
grant create on schema private to frontstage_system;

create function private.may_comment_in(room uuid, document uuid, audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.document_levels(room, document) l where l.level >= 3
    or (l.level = 2 and exists (select from public.audience a, private.my_role(room) r
      where a.id = audience and a.room_id = room and a.kind = r.side)))
$$;

create or replace function private.may_write_in(room uuid, thread uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (select from public.thread t
    where t.room_id = room and t.id = thread and t.subject_type = 'document' and not private.may_comment_in(room, t.subject_id, t.audience_id))
$$;

-- Their own bytes, whatever their right to the document has become since: nobody else has to be asked. Returns whether it was as
-- the person had read it.
create function private.withdraw_brought(room uuid, document uuid, revision uuid, expected integer, why text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if length(trim(why)) not between 1 and 500 or not exists (
    select from public.document_revision r, private.my_role(room) m
    where r.room_id = room and r.document_id = document and r.id = revision and r.audience_id = any (private.my_audiences())
      and r.by_side = m.side and r.status <> 'withdrawn'
      and (m.role = 'lead' or (r.shared_by = private.me() and m.role not in ('viewer', 'approver'))))
  then
    raise exception 'a revision that the person may not withdraw' using errcode = '42501';
  end if;
  update public.document_revision r set status = 'withdrawn', reason = trim(why), version = r.version + 1
  where r.room_id = room and r.id = revision and r.version = expected;
  return found;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace
    and p.proname in ('may_comment_in', 'withdraw_brought')
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to frontstage_member', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;

alter policy member_insert on thread with check (
  audience_id = any (array(select private.my_audiences()))
  and (subject_type <> 'document' or private.may_comment_in(room_id, subject_id, audience_id)));
drop function private.may_comment(uuid, uuid);

-- A mark on a page is written by who may write in its thread.
alter policy member_insert on markup with check (
  audience_id = any (array(select private.my_audiences())) and private.may_write_in(room_id, thread_id));
alter policy member_update on markup using (
  audience_id = any (array(select private.my_audiences())) and private.may_write_in(room_id, thread_id)) with check (
  audience_id = any (array(select private.my_audiences())) and private.may_write_in(room_id, thread_id));
