-- One schedule of a room: meetings, deadlines, deliveries and milestones that one side proposes and the other agrees to.
-- What only one team plans for itself is a row of that team's audience. An item may be published later: its id tells nothing
-- and its version, times of writing and proposal begin anew then; the answers given before stay with those who gave them.
create table schedule_item (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null,
  kind text not null check (kind in ('meeting', 'deadline', 'delivery', 'milestone')),
  title text not null check (length(title) between 1 and 160),
  place text not null default '' check (length(place) <= 200),
  link text not null default '' check (length(link) <= 500), -- of the video call
  note text not null default '' check (length(note) <= 4000),
  -- Either a time of day, with or without an end, or whole days.
  starts_at timestamptz,
  ends_at timestamptz,
  day date,
  last_day date,
  zone text not null check (length(zone) between 1 and 64), -- IANA name of the zone of the place
  state text not null check (state in ('proposed', 'agreed', 'declined', 'cancelled', 'done')),
  proposal uuid not null, -- answers belong to one proposal; a new time is a new one
  proposed_by uuid not null,
  proposed_side text not null check (proposed_side in ('seller', 'buyer', 'partner')),
  awaits text[] not null default '{}' check (awaits <@ '{seller,buyer}'), -- the sides that have not agreed yet
  previous jsonb, -- the time that this proposal wants to replace, while it is open
  reason text not null default '' check (length(reason) <= 1000), -- of the last decline or cancellation
  changed_at timestamptz not null,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, id, audience_id),
  foreign key (room_id, audience_id) references audience (room_id, id) on delete cascade,
  foreign key (room_id, proposed_by) references member (room_id, id),
  check ((starts_at is null) <> (day is null)),
  check (ends_at is null or ends_at > starts_at),
  check (last_day is null or last_day > day),
  check ((state = 'proposed') = (cardinality(awaits) > 0))
);
create index schedule_item_time on schedule_item (room_id, (coalesce(starts_at, day::timestamp at time zone 'UTC')));
create index schedule_item_open on schedule_item (room_id) where state = 'proposed';
create index schedule_item_audience on schedule_item (audience_id, state);
select private.guard('schedule_item', '{select,insert,update}',
  'exists (select from private.my_role(schedule_item.room_id) r where r.role <> ''viewer'')');

-- What a person answered for their side. Added and never changed; the time that was answered is kept with it.
create table schedule_answer (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- that of the item when the answer was given
  item_id uuid not null,
  proposal uuid not null,
  side text not null check (side in ('seller', 'buyer', 'partner')),
  person_id uuid not null,
  answer text not null check (answer in ('agreed', 'declined', 'other-time')),
  reason text not null default '' check (length(reason) <= 1000),
  answered_at timestamptz not null,
  primary key (room_id, id),
  foreign key (room_id, audience_id) references audience (room_id, id) on delete cascade,
  foreign key (room_id, item_id) references schedule_item (room_id, id) on delete cascade,
  foreign key (room_id, person_id) references member (room_id, id)
);
create index schedule_answer_item on schedule_answer (room_id, item_id, proposal);
select private.guard('schedule_answer', '{select,insert}',
  'person_id = (select private.me()) and side = (select r.side from private.my_role(schedule_answer.room_id) r)');

-- Who is wanted, when not simply everyone who sees the item.
create table schedule_participant (
  room_id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  audience_id uuid not null,
  primary key (room_id, item_id, person_id),
  foreign key (room_id, item_id, audience_id) references schedule_item (room_id, id, audience_id) on update cascade on delete cascade,
  foreign key (room_id, person_id) references member (room_id, id)
);
create index schedule_participant_person on schedule_participant (person_id, room_id);
select private.guard('schedule_participant', '{select,insert,delete}',
  'exists (select from private.my_role(schedule_participant.room_id) r where r.role <> ''viewer'')');

-- A person's private calendar address. Only the SHA-256 of its token is kept; a new address replaces the old one.
create table calendar_link (
  audience_id uuid primary key references audience (id) on delete cascade, -- the person's own
  token_hash bytea not null unique,
  commercial text not null default 'words' check (commercial in ('words', 'hidden')), -- calendars are shared with colleagues
  made_at timestamptz not null,
  foreign key (audience_id) references person (id)
);
select private.guard('calendar_link', '{select,insert,update,delete}', 'audience_id = (select private.me())');
revoke select on calendar_link from frontstage_member;
grant select (audience_id, commercial, made_at) on calendar_link to frontstage_member;
