-- Process: the blueprints of the deployment and each room's own copy of one. Every row has its own audience: a step that everyone
-- sees may have participants, artefacts and dependencies that only the supplier's team sees, and those are rows of their own.
-- No row carries a position among rows of other audiences, a count, or a version that something hidden could move.

-- ---------------------------------------------------------------------------------------------------------------
-- Blueprints: every content that a file in the folder has ever had, by the supplier's people to read. Written by the system at start.
create table blueprint_version (
  id uuid primary key,
  audience_id uuid not null references audience (id), -- staff
  key text not null,
  version integer not null check (version > 0),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  file text not null,
  name jsonb not null, -- by language
  content jsonb not null,
  loaded_at timestamptz not null default now(),
  offered boolean not null default true, -- rooms can be opened with it: the newest of its key, and its file is still there
  unique (key, version)
);
select private.guard('blueprint_version', '{select}');

-- What is wrong with the files of the folder, as it was found at the last start.
create table blueprint_fault (
  id uuid primary key,
  audience_id uuid not null references audience (id), -- staff
  file text not null,
  line integer not null,
  field text not null, -- path within the file, empty for the file itself
  message text not null,
  found_at timestamptz not null default now()
);
select private.guard('blueprint_fault', '{select}');

-- ---------------------------------------------------------------------------------------------------------------
-- A room's own copy.
create table process (
  room_id uuid not null references room (id) on delete cascade,
  id uuid not null,
  audience_id uuid not null, -- room
  name jsonb not null,
  started_on date not null,
  phase_id uuid, -- where everyone in the room is told that the project stands; moved by the supplier's lead
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('process', '{select,insert,update}', 'private.on_side(room_id, ''seller'')');

-- The blueprint as it was when the room took its copy: the supplier's to read.
create table process_source (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- seller
  process_id uuid not null,
  blueprint_key text not null,
  blueprint_version integer not null,
  hash text not null,
  content jsonb not null,
  choices jsonb not null default '{}', -- alternative: option, for those that have been chosen
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, process_id) references process (room_id, id) on delete cascade
);
select private.guard('process_source', '{select,insert,update}');

create table phase (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- room
  key text not null,
  position integer not null, -- all phases are everyone's, so their order tells nothing
  title jsonb not null,
  short jsonb not null,
  planned_start date,
  planned_end date,
  entered_on date,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('phase', '{select,insert,update}', 'private.on_side(room_id, ''seller'')');
alter table process add foreign key (room_id, phase_id) references phase (room_id, id) deferrable initially deferred;

-- Rows of the picture. Lanes below the line of visibility are the supplier's; a customer's own internal lanes are the customer's.
create table lane (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  key text not null,
  band text not null check (band in ('customer', 'onstage', 'backstage', 'support', 'preparation', 'management')),
  side text not null check (side in ('seller', 'buyer', 'partner')),
  position integer not null, -- within its band and audience
  title jsonb not null,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('lane', '{select,insert,update}',
  'exists (select from private.my_role(lane.room_id) r where r.role in (''lead'', ''contributor''))');

-- Who somebody is in this process (purchasing lead, pricing engineer).
create table process_role (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  key text not null,
  side text not null check (side in ('seller', 'buyer', 'partner')),
  commercial boolean not null default false,
  title jsonb not null,
  primary key (room_id, id),
  unique (room_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('process_role', '{select,insert}',
  'exists (select from private.my_role(process_role.room_id) r where r.role in (''lead'', ''contributor''))');

create table activity (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null,
  key text not null, -- of the blueprint, or made by us for a step that people added
  phase_id uuid not null,
  side text not null check (side in ('seller', 'buyer')), -- whose work it is: the side of the one who leads it
  title jsonb not null, -- by language, or {"text"} as somebody typed it
  state text not null default 'planned' check (state in ('planned', 'running', 'waiting', 'done', 'dropped')),
  -- While it waits: for whom, and for what. When dropped or reopened: why.
  waiting_for text check (waiting_for in ('seller', 'buyer', 'other')),
  note text not null default '' check (length(note) <= 1000),
  channel text check (channel in ('face-to-face', 'phone', 'e-mail', 'video', 'portal')),
  planned_start date,
  planned_end date,
  actual_start date,
  actual_end date,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, key),
  check (planned_end >= planned_start),
  check ((state = 'waiting') = (waiting_for is not null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, phase_id) references phase (room_id, id)
);
create index activity_open on activity (room_id, phase_id) where state in ('planned', 'running', 'waiting');
select private.guard('activity', '{select,insert,update}',
  'exists (select from private.my_role(activity.room_id) r where r.role <> ''viewer'')');

-- Numbers of the process classification: internal vocabulary, so they are kept on the supplier's side.
create table activity_classification (
  room_id uuid not null,
  activity_id uuid not null,
  audience_id uuid not null, -- seller
  pcf integer[] not null,
  primary key (room_id, activity_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, activity_id) references activity (room_id, id) on delete cascade
);
select private.guard('activity_classification', '{select,insert,update,delete}');

create table participant (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- the activity's, or `seller` for a lane below the line of visibility
  activity_id uuid not null,
  lane_id uuid not null,
  role_id uuid,
  part text not null check (part in ('lead', 'co-perform', 'consult', 'inform')),
  member_id uuid, -- the person, once somebody is named
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, activity_id, lane_id, role_id, member_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, activity_id) references activity (room_id, id) on delete cascade,
  foreign key (room_id, lane_id) references lane (room_id, id),
  foreign key (room_id, role_id) references process_role (room_id, id),
  foreign key (room_id, member_id) references member (room_id, id)
);
create index participant_activity on participant (room_id, activity_id);
create index participant_member on participant (member_id, room_id) where member_id is not null;
select private.guard('participant', '{select,insert,update,delete}',
  'exists (select from private.my_role(participant.room_id) r where r.role <> ''viewer'')');

-- Decisions between phases and passings of responsibility: what their audience may know of them. Everything by which a gate is
-- decided (criteria, approvers, limits) stands in gate_definition, which is the supplier's.
create table gate (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  key text not null,
  after_phase_id uuid not null,
  before_phase_id uuid not null,
  title jsonb not null,
  question jsonb not null,
  stage text check (stage in ('indicative', 'budget', 'firm', 'final')),
  planned_on date,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, after_phase_id) references phase (room_id, id),
  foreign key (room_id, before_phase_id) references phase (room_id, id)
);
select private.guard('gate', '{select,insert,update}',
  'exists (select from private.my_role(gate.room_id) r where r.role <> ''viewer'')');

create table gate_definition (
  room_id uuid not null,
  gate_id uuid not null,
  audience_id uuid not null, -- seller
  definition jsonb not null, -- a gate of the blueprint, whole
  version integer not null default 1,
  primary key (room_id, gate_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade
);
select private.guard('gate_definition', '{select,insert,update}');

create table handover (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  key text not null,
  phase_id uuid not null,
  title jsonb not null,
  planned_on date,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, phase_id) references phase (room_id, id)
);
select private.guard('handover', '{select,insert,update}',
  'exists (select from private.my_role(handover.room_id) r where r.role <> ''viewer'')');

create table handover_definition (
  room_id uuid not null,
  handover_id uuid not null,
  audience_id uuid not null, -- seller
  definition jsonb not null, -- a handover of the blueprint, whole
  version integer not null default 1,
  primary key (room_id, handover_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade
);
select private.guard('handover_definition', '{select,insert,update}');

-- What usually comes first. Visible only where both ends are: the audience is the narrower of the two.
create table dependency (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  activity_id uuid, gate_id uuid, handover_id uuid, -- this step …
  needs_activity_id uuid, needs_gate_id uuid, needs_handover_id uuid, -- … comes after that one
  primary key (room_id, id),
  check (num_nonnulls(activity_id, gate_id, handover_id) = 1),
  check (num_nonnulls(needs_activity_id, needs_gate_id, needs_handover_id) = 1),
  unique nulls not distinct (room_id, activity_id, gate_id, handover_id, needs_activity_id, needs_gate_id, needs_handover_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, activity_id) references activity (room_id, id) on delete cascade,
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade,
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade,
  foreign key (room_id, needs_activity_id) references activity (room_id, id) on delete cascade,
  foreign key (room_id, needs_gate_id) references gate (room_id, id) on delete cascade,
  foreign key (room_id, needs_handover_id) references handover (room_id, id) on delete cascade
);
select private.guard('dependency', '{select,insert,update,delete}',
  'exists (select from private.my_role(dependency.room_id) r where r.role <> ''viewer'')');

-- Things that steps need or make. A document in the register says with the key which of them it is.
create table artefact (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  key text not null,
  title jsonb not null,
  category text not null, -- shelf/kind
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('artefact', '{select,insert,update}',
  'exists (select from private.my_role(artefact.room_id) r where r.role <> ''viewer'')');

create table activity_artefact (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- the narrower of the activity's and the artefact's
  activity_id uuid not null,
  artefact_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  primary key (room_id, id),
  unique (room_id, activity_id, artefact_id, direction),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, activity_id) references activity (room_id, id) on delete cascade,
  foreign key (room_id, artefact_id) references artefact (room_id, id)
);
select private.guard('activity_artefact', '{select,insert,update,delete}',
  'exists (select from private.my_role(activity_artefact.room_id) r where r.role <> ''viewer'')');
