-- When a person last looked at a room's register, for what is new to them there: nobody's business but theirs.
create table register_visit (
  room_id uuid not null references room (id) on delete cascade,
  audience_id uuid not null references audience (id) on delete cascade, -- the person's own audience
  visited_at timestamptz not null,
  before_at timestamptz, -- the visit before this one: what came since then is new throughout this visit
  primary key (room_id, audience_id)
);
select private.guard('register_visit', '{select,insert,update}', 'audience_id = (select private.me())');
create index document_revision_shared on document_revision (room_id, shared_at desc);
