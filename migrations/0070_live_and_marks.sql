-- Live streams, the readable log and "what changed since my last visit".

-- Whether a session still holds, without sliding its end: an open screen that nobody looks at must not keep itself signed in.
create function private.session_holds(hash bytea) returns uuid
language sql stable security definer set search_path = '' as $$
  select p.id from public.session s join public.person p on p.id = s.audience_id
  where s.token_hash = hash and s.idle_until > now() and s.expires_at > now() and p.disabled_at is null
$$;
grant create on schema private to frontstage_system;
alter function private.session_holds(bytea) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.session_holds(bytea) from public;
grant execute on function private.session_holds(bytea) to frontstage_runtime;

-- The room's log in the order of time, over all audiences of the reader (the log's screen pages through it).
create index log_entry_time on log_entry (room_id, at desc, audience_id, seq desc);

-- How far a person has read, by room and audience. `seq` is what has been seen in this visit, `previous_seq` what had been seen
-- when the visit began: the changes since the last visit lie after it. A mark is nobody's business but its person's.
create table mark (
  audience_id uuid not null references audience (id) on delete cascade, -- the person's own audience
  room_id uuid not null references room (id) on delete cascade,
  about uuid not null, -- the room's audience that was read
  seq bigint not null check (seq >= 0),
  previous_seq bigint not null check (previous_seq >= 0),
  at timestamptz not null,
  previous_at timestamptz,
  primary key (audience_id, room_id, about),
  foreign key (room_id, about) references audience (room_id, id) on delete cascade
);
select private.guard('mark', '{select,insert,update}', 'audience_id = (select private.me())');
