-- What concerns a person: pointers to entries of the room log, in the person's own audience. A pointer says nothing by
-- itself; what it points to is read under the rule whenever it is shown or mailed, so that it can never say more than
-- the person may see at that moment.
create table notification (
  room_id uuid not null,
  audience_id uuid not null references audience (id) on delete cascade, -- the person's own audience
  id uuid not null,
  about uuid not null, -- audience of the entry
  seq bigint not null, -- its number there
  reason text not null check (reason ~ '^[a-z-]+$'),
  at timestamptz not null, -- time of the entry
  read_at timestamptz,
  mail_state text not null default 'off' check (mail_state in ('off', 'waiting', 'sending', 'sent', 'dropped', 'refused', 'unknown')),
  mail_due timestamptz,
  mail_claim uuid, -- the sending it belongs to
  mail_claimed_at timestamptz,
  primary key (room_id, audience_id, id),
  unique (room_id, audience_id, about, seq),
  foreign key (room_id, about) references audience (room_id, id) on delete cascade,
  check (mail_state <> 'waiting' or mail_due is not null)
);
create index notification_latest on notification (audience_id, at desc, id desc);
create index notification_unread on notification (audience_id) where read_at is null;
create index notification_mail on notification (mail_due) where mail_state in ('waiting', 'sending');
select private.guard('notification', '{select,insert,update}', 'audience_id = (select private.me())');
revoke update on notification from frontstage_member;
grant update (read_at, mail_state, mail_due, mail_claim, mail_claimed_at) on notification to frontstage_member;

-- How far a room's log has been looked through for a person, by audience.
create table notification_cursor (
  room_id uuid not null,
  audience_id uuid not null references audience (id) on delete cascade, -- the person's own audience
  about uuid not null,
  seq bigint not null,
  primary key (room_id, audience_id, about),
  foreign key (room_id, about) references audience (room_id, id) on delete cascade
);
select private.guard('notification_cursor', '{select,insert,update}', 'audience_id = (select private.me())');

-- How far it has been looked through for everybody: what is behind is found by this after a restart.
create table notification_scan (
  about uuid primary key references audience (id) on delete cascade,
  seq bigint not null
);
select private.seal('notification_scan');

-- When and about what a person wants mail. Without a row the usual holds.
create table notification_setting (
  audience_id uuid primary key references audience (id) on delete cascade, -- the person's own audience
  delivery jsonb not null, -- topic to `at-once`, `daily` or `none`
  daily_hour smallint not null default 8 check (daily_hour between 0 and 23), -- in the person's time zone
  version integer not null default 1
);
select private.guard('notification_setting', '{select,insert,update}', 'audience_id = (select private.me())');

-- Rooms with entries that have not been looked through, for the sweep.
create function private.rooms_behind(most integer) returns table (room_id uuid)
language sql stable security definer set search_path = '' as $$
  select distinct a.room_id from public.log_head h join public.audience a on a.id = h.audience_id
  left join public.notification_scan s on s.about = h.audience_id
  where a.room_id is not null and h.seq > coalesce(s.seq, 0)
  limit most
$$;
grant create on schema private to frontstage_system;
alter function private.rooms_behind(integer) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.rooms_behind(integer) from public;
grant execute on function private.rooms_behind(integer) to frontstage_system;
