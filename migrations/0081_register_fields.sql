-- What a register of documents says beside number and title: what a revision is for, how long a document is valid, who
-- answers for it. All of it is given anew when it comes to a wider audience.
alter table document_revision add column purpose text not null default 'information'
  check (purpose in ('information', 'comment', 'approval', 'as-built'));
grant select (purpose), update (purpose) on document_revision to frontstage_member;

alter table document
  add column valid_until date, -- the last day
  add column responsible uuid,
  add foreign key (room_id, responsible) references member (room_id, id);
