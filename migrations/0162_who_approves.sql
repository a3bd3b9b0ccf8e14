-- What one side has shared across the line the other sides approve. The own side may say what it thinks of its paper, but only
-- inside itself: nobody declares their own paper approved before the other side.
grant create on schema private to frontstage_system;
-- Whether people of more than one side are in one of my audiences.
create or replace function private.is_across(audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select count(distinct m.side) > 1 from public.audience_person p
  join public.member m on m.room_id = p.room_id and m.id = p.person_id
  where p.audience_id = audience and audience = any (array(select private.my_audiences()))
$$;

-- Whether I may say before these what I think of a document.
create function private.may_approve_before(room uuid, document uuid, audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.may_approve_document(room, document) and not (
    private.is_across(audience) and exists (
      select from public.document d, private.my_role(room) r where d.room_id = room and d.id = document and d.side = r.side))
$$;
alter function private.may_approve_before(uuid, uuid, uuid) owner to frontstage_system;
revoke execute on function private.may_approve_before(uuid, uuid, uuid) from public;
grant execute on function private.is_across(uuid), private.may_approve_before(uuid, uuid, uuid) to frontstage_member;
revoke create on schema private from frontstage_system;

alter policy member_insert on document_approval with check (audience_id = any (array(select private.my_audiences()))
  and (person_id = (select private.me()) and private.may_approve_before(room_id, document_id, audience_id)));
alter policy member_update on document_approval
  with check (audience_id = any (array(select private.my_audiences()))
    and (person_id = (select private.me()) and private.may_approve_before(room_id, document_id, audience_id)));

-- What waits for an approval is looked for in all rooms of a person.
create index document_revision_for_approval on document_revision (room_id) include (id, document_id, audience_id)
  where purpose = 'approval' and status = 'current';
