-- What somebody who may approve says of a revision: approved, approved with comments, or not approved. They may think better of it;
-- the log keeps what they said before.
alter table document_approval add column outcome text not null default 'approved'
  check (outcome in ('approved', 'approved-with-comments', 'not-approved') and (outcome = 'approved' or note <> ''));
grant select (outcome) on document_approval to frontstage_member;
grant update (outcome, note, at) on document_approval to frontstage_member;
alter policy member_update on document_approval
  using (audience_id = any (array(select private.my_audiences())) and person_id = (select private.me()))
  with check (audience_id = any (array(select private.my_audiences()))
    and (person_id = (select private.me()) and private.may_approve_document(room_id, document_id)));
