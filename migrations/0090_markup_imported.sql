-- What was brought in from files: by the name that the file gives a comment, so that a second time adds only what is new.
create table markup_imported (
  room_id uuid not null,
  audience_id uuid not null, -- its comment's
  document_id uuid not null,
  name text not null, -- SHA-256 of the file's own name for it
  markup_id uuid not null,
  primary key (room_id, document_id, audience_id, name),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, markup_id) references markup (room_id, id) on delete cascade
);
select private.guard('markup_imported', '{select,insert}');
