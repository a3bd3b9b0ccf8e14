-- Which of the blueprint's artefacts a document is. A row of its own, because an artefact may be known to fewer people
-- than the document: a customer must not learn from a shared paper that the supplier's process asks for a "win plan".
drop index document_artefact;
alter table document drop column artefact;
create table document_artefact (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null, -- the narrower of the document's and the artefact's
  document_id uuid not null,
  artefact text not null,
  side text not null,
  primary key (room_id, id),
  unique (room_id, document_id, audience_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id, side) references document (room_id, id, side)
);
create index document_artefact_key on document_artefact (room_id, artefact);
select private.guard('document_artefact', '{select,insert,update,delete}',
  'exists (select from private.my_role(document_artefact.room_id) r where r.side = document_artefact.side and r.role not in (''viewer'', ''approver''))');
