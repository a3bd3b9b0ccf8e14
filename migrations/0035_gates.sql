-- Gates and handovers as they run in a room. Everything by which a gate is decided is the supplier's: rounds with their numbers,
-- criteria, evidence, votes, amounts. Their audience is that of gate_definition. What the customer is told of a decision is a
-- row of its own (gate_notice), written by an act of its own and without a count.

-- One row a gate, held by every command about it: two people who decide at once wait for each other here.
create table gate_course (
  room_id uuid not null,
  gate_id uuid not null,
  audience_id uuid not null, -- the definition's
  version integer not null default 1,
  primary key (room_id, gate_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade
);
select private.guard('gate_course', '{select,insert,update}',
  'exists (select from private.my_role(gate_course.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');

create table gate_round (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  gate_id uuid not null,
  number integer not null check (number > 0),
  state text not null check (state in ('preparing', 'submitted', 'decided', 'recalled', 'void')),
  opened jsonb, -- cause, by, at, reason; null for the first round
  submission jsonb, -- by, at, rule, seats, flags
  snapshot text, -- canonical JSON (RFC 8785) of what is decided on, frozen at submission
  snapshot_hash text check (snapshot_hash ~ '^[0-9a-f]{64}$'),
  decision jsonb, -- ending, at, by, reason, divided
  primary key (room_id, id),
  unique (room_id, gate_id, number),
  check ((submission is null) = (snapshot is null) and (snapshot is null) = (snapshot_hash is null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade
);
select private.guard('gate_round', '{select,insert,update}',
  'exists (select from private.my_role(gate_round.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');

-- What was frozen stays frozen, whoever writes: a decided round, a snapshot and an end are never changed.
create function private.keep_frozen() returns trigger language plpgsql set search_path = '' as $$
begin
  if (old.snapshot is not null and (new.snapshot, new.snapshot_hash, new.submission) is distinct from (old.snapshot, old.snapshot_hash, old.submission))
    or (old.decision is not null and (new.decision, new.state) is distinct from (old.decision, old.state))
    or old.state in ('recalled', 'void') or new.number <> old.number or new.gate_id <> old.gate_id then
    raise exception 'frozen';
  end if;
  return new;
end $$;
create trigger keep_frozen before update on gate_round for each row execute function private.keep_frozen();

create table gate_vote (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  round_id uuid not null,
  seat text not null,
  by_id uuid not null,
  for_id uuid, -- on whose behalf, when that is somebody else
  place integer not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('go', 'conditional-go', 'hold', 'rework', 'no-go')),
  reason text not null default '' check (length(reason) <= 2000),
  primary key (room_id, id),
  unique (room_id, round_id, seat),
  unique (room_id, round_id, by_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, round_id) references gate_round (room_id, id) on delete cascade,
  foreign key (room_id, by_id) references member (room_id, id),
  foreign key (room_id, for_id) references member (room_id, id)
);
select private.guard('gate_vote', '{select,insert}', 'by_id = (select private.me()) and private.on_side(room_id, ''seller'')');

-- Conditions that a vote sets: each with words, an owner and a day.
create table gate_condition (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  vote_id uuid not null,
  place integer not null,
  text text not null check (length(text) between 1 and 500),
  owner_id uuid not null,
  due date not null,
  criterion text, -- a criterion that closes it by being met
  done_at timestamptz,
  done_by uuid,
  note text not null default '' check (length(note) <= 1000),
  primary key (room_id, id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, vote_id) references gate_vote (room_id, id) on delete cascade,
  foreign key (room_id, owner_id) references member (room_id, id),
  foreign key (room_id, done_by) references member (room_id, id)
);
create index gate_condition_owner on gate_condition (owner_id, room_id) where done_at is null;
select private.guard('gate_condition', '{select,insert,update}',
  'exists (select from private.my_role(gate_condition.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');
revoke update on gate_condition from frontstage_member;
grant update (done_at, done_by, note) on gate_condition to frontstage_member;

-- What somebody judged by hand: yes or no, or points.
create table gate_judgement (
  room_id uuid not null,
  gate_id uuid not null,
  criterion text not null,
  audience_id uuid not null,
  met boolean,
  score numeric(6, 2),
  note text not null default '' check (length(note) <= 1000),
  by_id uuid not null,
  at timestamptz not null,
  primary key (room_id, gate_id, criterion),
  check (num_nonnulls(met, score) = 1),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade,
  foreign key (room_id, by_id) references member (room_id, id)
);
select private.guard('gate_judgement', '{select,insert,update}',
  'exists (select from private.my_role(gate_judgement.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');

-- Evidence: one revision of a document by its hash, or a note. Taken back, it stays to be read. (The register's tables come
-- later, so the two ids have no foreign key; documents and revisions are never deleted.)
create table gate_evidence (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  gate_id uuid not null,
  criterion text not null,
  document_id uuid,
  revision_id uuid,
  title text not null check (length(title) between 1 and 300), -- of the document as it was, or the note itself
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  expires_on date,
  by_id uuid not null,
  at timestamptz not null,
  taken_back_at timestamptz,
  primary key (room_id, id),
  check ((document_id is null) = (revision_id is null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade,
  foreign key (room_id, by_id) references member (room_id, id)
);
create index gate_evidence_gate on gate_evidence (room_id, gate_id);
select private.guard('gate_evidence', '{select,insert,update}',
  'exists (select from private.my_role(gate_evidence.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');
revoke update on gate_evidence from frontstage_member;
grant update (taken_back_at) on gate_evidence to frontstage_member;

-- Somebody with the right let a criterion pass (or the whole score, when the criterion is empty). Never changed, never removed.
create table gate_override (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  round_id uuid not null,
  criterion text not null default '',
  by_id uuid not null,
  at timestamptz not null,
  reason text not null check (length(reason) between 1 and 2000),
  primary key (room_id, id),
  unique (room_id, round_id, criterion),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, round_id) references gate_round (room_id, id) on delete cascade,
  foreign key (room_id, by_id) references member (room_id, id)
);
select private.guard('gate_override', '{select,insert}',
  'by_id = (select private.me()) and exists (select from private.my_role(gate_override.room_id) r where r.side = ''seller'' and r.role in (''lead'', ''approver''))');

-- Who votes for whom, from one day to another. Made by the person alone.
create table gate_delegation (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- seller
  from_id uuid not null,
  to_id uuid not null,
  since date not null,
  until date not null,
  ended_at timestamptz,
  primary key (room_id, id),
  check (from_id <> to_id and since <= until),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, from_id) references member (room_id, id),
  foreign key (room_id, to_id) references member (room_id, id)
);
select private.guard('gate_delegation', '{select,insert,update}', 'from_id = (select private.me()) and private.on_side(room_id, ''seller'')');
revoke update on gate_delegation from frontstage_member;
grant update (ended_at) on gate_delegation to frontstage_member;

-- Who decides as what in this room, named by the supplier's lead.
create table gate_decider (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- seller
  role_id uuid not null,
  member_id uuid not null,
  primary key (room_id, id),
  unique (room_id, role_id, member_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, role_id) references process_role (room_id, id),
  foreign key (room_id, member_id) references member (room_id, id)
);
select private.guard('gate_decider', '{select,insert,delete}',
  'exists (select from private.my_role(gate_decider.room_id) r where r.side = ''seller'' and r.role = ''lead'')');

-- What those who see the gate are told of its decision. No number, no version: it says how things stand.
create table gate_notice (
  room_id uuid not null,
  gate_id uuid not null,
  audience_id uuid not null, -- the gate's
  told text not null check (told in ('passed', 'held', 'stopped', 'open')),
  told_on date not null,
  primary key (room_id, gate_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade
);
select private.guard('gate_notice', '{select,insert,update}',
  'exists (select from private.my_role(gate_notice.room_id) r where r.side = ''seller'' and r.role = ''lead'')');

-- Why a sale was lost: each side's own reason, kept apart. The customer's may be shared with everyone.
create table loss (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  side text not null check (side in ('seller', 'buyer')),
  gate_id uuid, -- the gate at which it ended; only on the supplier's
  ending text check (ending in ('no-go', 'no-decision', 'lost')),
  category text not null,
  reason text not null check (length(reason) between 1 and 2000),
  by_id uuid not null,
  at timestamptz not null,
  primary key (room_id, id),
  unique (room_id, side),
  check (side = 'seller' or (gate_id is null and ending is null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, gate_id) references gate (room_id, id) on delete cascade,
  foreign key (room_id, by_id) references member (room_id, id)
);
select private.guard('loss', '{select,insert,update,delete}', 'private.on_side(room_id, side)');
