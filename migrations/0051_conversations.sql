-- Threads and messages. A thread has one audience for ever: what is internal and what is shared are different threads,
-- and a message cannot lie in another audience than its thread (composite keys see to that, not care).
create table thread (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  subject_type text not null check (subject_type in ('room', 'document', 'activity', 'gate')),
  subject_id uuid, -- null: the room itself
  title text not null default '' check (length(title) <= 160),
  author_id uuid not null,
  started_at timestamptz not null,
  messages integer not null default 0, -- the number of the last message; counted within the thread's audience
  last_at timestamptz not null,
  primary key (room_id, id),
  unique (room_id, id, audience_id),
  foreign key (room_id, audience_id) references audience (room_id, id) on delete cascade,
  foreign key (room_id, author_id) references member (room_id, id),
  check ((subject_type = 'room') = (subject_id is null))
);
create index thread_recent on thread (room_id, last_at desc, id desc);
create index thread_subject on thread (room_id, subject_id) where subject_id is not null;
select private.guard('thread', '{select,insert,update}');
revoke update on thread from frontstage_member;
grant update (messages, last_at) on thread to frontstage_member;

create table message (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  thread_id uuid not null,
  place integer not null, -- gap-free within the thread
  author_id uuid not null,
  text text not null check (length(text) <= 12000), -- mentions are @[person id]; empty once withdrawn
  sent_at timestamptz not null,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, id, audience_id),
  unique (room_id, thread_id, place),
  foreign key (room_id, thread_id, audience_id) references thread (room_id, id, audience_id) on delete cascade,
  foreign key (room_id, author_id) references member (room_id, id)
);
create index message_author on message (room_id, author_id, thread_id);
select private.guard('message', '{select,insert,update}', 'author_id = (select private.me())');
revoke update on message from frontstage_member;
grant update (text, edited_at, withdrawn_at, version) on message to frontstage_member;

-- What a message said before, for the same audience. Rows are added and never changed.
create table message_edit (
  room_id uuid not null,
  message_id uuid not null,
  version integer not null,
  audience_id uuid not null,
  text text not null,
  replaced_at timestamptz not null,
  primary key (room_id, message_id, version),
  foreign key (room_id, message_id, audience_id) references message (room_id, id, audience_id) on delete cascade
);
select private.guard('message_edit', '{select,insert}',
  'exists (select from public.message m where m.room_id = message_edit.room_id and m.id = message_edit.message_id and m.author_id = (select private.me()))');

create table mention (
  room_id uuid not null,
  message_id uuid not null,
  person_id uuid not null,
  audience_id uuid not null,
  primary key (room_id, message_id, person_id),
  foreign key (room_id, message_id, audience_id) references message (room_id, id, audience_id) on delete cascade,
  foreign key (room_id, person_id) references member (room_id, id)
);
create index mention_person on mention (room_id, person_id);
select private.guard('mention', '{select,insert,delete}',
  'exists (select from public.message m where m.room_id = mention.room_id and m.id = mention.message_id and m.author_id = (select private.me()))');

-- How far a person has read a thread: nobody's business but theirs.
create table thread_read (
  room_id uuid not null,
  audience_id uuid not null references audience (id) on delete cascade, -- the person's own audience
  thread_id uuid not null,
  place integer not null check (place >= 0),
  primary key (room_id, audience_id, thread_id),
  foreign key (room_id, thread_id) references thread (room_id, id) on delete cascade
);
select private.guard('thread_read', '{select,insert,update}', 'audience_id = (select private.me())');
