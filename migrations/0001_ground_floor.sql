-- The ground floor: roles, the one visibility rule, people, rooms, audiences and the room log.
-- Conventions (docs/decisions/0001): every table that a person can read carries audience_id and is put under the one
-- rule by private.guard(); everything in a room has the primary key (room_id, id) and composite foreign keys.

create schema private;

-- ---------------------------------------------------------------------------------------------------------------
-- Roles. `frontstage_runtime` logs in and holds nothing; `frontstage_member` is a person at work; `frontstage_system`
-- is the jobs and the doors before anyone has signed in. Roles belong to the cluster, so they may exist already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'frontstage_member') then create role frontstage_member nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'frontstage_system') then create role frontstage_system nologin noinherit; end if;
  if not exists (select from pg_roles where rolname = 'frontstage_runtime') then create role frontstage_runtime login noinherit; end if;
  execute format('grant frontstage_system to %I', current_user);
end $$;
grant frontstage_member, frontstage_system to frontstage_runtime;
revoke all on schema public from public;
grant usage on schema public to frontstage_member, frontstage_system;
grant usage on schema private to frontstage_member, frontstage_system;
grant create on schema private to frontstage_system; -- so that functions can be handed over to it

-- ---------------------------------------------------------------------------------------------------------------
-- Audiences. A room's audiences and the deployment's (room_id is null) live in one table; a person's own rows
-- (settings, sessions, marks) belong to a personal audience whose id is the person's id.
create table audience (
  id uuid primary key,
  room_id uuid,
  kind text not null check (kind in ('room', 'seller', 'buyer', 'commercial', 'custom', 'staff', 'person')),
  name text not null check (length(name) between 1 and 120),
  created_at timestamptz not null default now(),
  unique (room_id, id),
  check ((room_id is null) = (kind in ('staff', 'person')))
);
create unique index audience_standard on audience (room_id, kind) where kind in ('room', 'seller', 'buyer', 'commercial');
create unique index audience_named on audience (room_id, lower(name)) where kind = 'custom';

create table audience_person (
  audience_id uuid not null references audience (id) on delete cascade,
  person_id uuid not null,
  room_id uuid,
  since timestamptz not null default now(),
  primary key (audience_id, person_id)
);
create index audience_person_person on audience_person (person_id, audience_id);

-- The audiences of the person at work. While a lead looks "as" somebody (app.viewer_id), only audiences of both.
create function private.my_audiences() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(ap.audience_id), '{}')
  from public.audience_person ap
  where ap.person_id = nullif(current_setting('app.person_id', true), '')::uuid
    and (nullif(current_setting('app.viewer_id', true), '') is null
      or exists (select from public.audience_person v
                 where v.audience_id = ap.audience_id
                   and v.person_id = nullif(current_setting('app.viewer_id', true), '')::uuid))
$$;

create function private.me() returns uuid language sql stable set search_path = '' as $$
  select nullif(current_setting('app.person_id', true), '')::uuid
$$;

-- Puts a table under the one rule. `verbs` are the verbs a person may use at all; `writer` may narrow writing further
-- (an SQL expression over the row), never widen it. The system role passes, with its own policy.
create function private.guard(target regclass, verbs text[] default '{select,insert,update,delete}', writer text default 'true', audience_column text default 'audience_id')
returns void language plpgsql set search_path = '' as $$
declare rule text := format('%I = any (array(select private.my_audiences()))', audience_column);
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy member_select on %s for select to frontstage_member using (%s)', target, rule);
  execute format('create policy member_insert on %s for insert to frontstage_member with check (%s and (%s))', target, rule, writer);
  execute format('create policy member_update on %s for update to frontstage_member using (%s and (%s)) with check (%s and (%s))', target, rule, writer, rule, writer);
  execute format('create policy member_delete on %s for delete to frontstage_member using (%s and (%s))', target, rule, writer);
  execute format('create policy system_all on %s for all to frontstage_system using (true) with check (true)', target);
  execute format('grant %s on %s to frontstage_member', array_to_string(verbs, ', '), target);
  execute format('grant select, insert, update, delete on %s to frontstage_system', target);
end $$;

-- Puts a table out of every person's reach: only the system role sees it (secrets, tokens, chain heads).
create function private.seal(target regclass) returns void language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy member_select on %s for select to frontstage_member using (false)', target);
  execute format('create policy member_insert on %s for insert to frontstage_member with check (false)', target);
  execute format('create policy member_update on %s for update to frontstage_member using (false)', target);
  execute format('create policy member_delete on %s for delete to frontstage_member using (false)', target);
  execute format('create policy system_all on %s for all to frontstage_system using (true) with check (true)', target);
  execute format('grant select, insert, update, delete on %s to frontstage_system', target);
end $$;

select private.guard('audience', '{select}', 'true', 'id');
select private.guard('audience_person', '{select}');

-- ---------------------------------------------------------------------------------------------------------------
-- Companies and people.
create table company (
  id uuid primary key,
  audience_id uuid not null references audience (id),
  kind text not null check (kind in ('supplier', 'customer', 'consultant', 'partner')),
  name text not null check (length(name) between 1 and 200),
  industry text, size text, country text, group_name text,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create unique index company_name on company (lower(name));
select private.guard('company');

create table person (
  id uuid primary key,
  audience_id uuid not null references audience (id), -- `staff` for the supplier's people, personal for all others
  company_id uuid references company (id),
  company_name text not null default '',
  email text not null check (email = lower(email)),
  name text not null check (length(name) between 1 and 120),
  title text not null default '',
  phone text not null default '',
  locale text not null default 'en',
  time_zone text not null default 'Europe/Helsinki',
  theme text not null default 'system' check (theme in ('system', 'light', 'dark')),
  staff boolean not null default false, -- one of the supplier's people: may open rooms
  owner boolean not null default false, -- runs the deployment: people, settings; sees no room it is not in
  disabled_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now()
);
create unique index person_email on person (email);
select private.guard('person', '{select,update}', 'id = (select private.me())');
-- What a person may change of themselves; staff, owner, e-mail and the like change through functions with checks.
revoke update on person from frontstage_member;
grant update (name, title, phone, locale, time_zone, theme, version) on person to frontstage_member;
alter table audience_person add foreign key (person_id) references person (id) deferrable initially deferred;

-- ---------------------------------------------------------------------------------------------------------------
-- Rooms and their members.
create table room (
  id uuid primary key,
  audience_id uuid not null,
  code text not null unique check (code ~ '^[A-Z0-9][A-Z0-9-]{1,23}$'),
  name text not null check (length(name) between 1 and 160),
  customer_name text not null,
  state text not null default 'open' check (state in ('open', 'won', 'lost', 'closed')),
  created_at timestamptz not null default now(),
  version integer not null default 1,
  foreign key (id, audience_id) references audience (room_id, id) deferrable initially deferred
);
select private.guard('room', '{select,update}');
revoke update on room from frontstage_member;
grant update (name, customer_name, state, version) on room to frontstage_member;
alter table audience add foreign key (room_id) references room (id) on delete cascade deferrable initially deferred;

create table member (
  room_id uuid not null references room (id) on delete cascade,
  id uuid not null, -- the person's id
  audience_id uuid not null,
  side text not null check (side in ('seller', 'buyer', 'partner')),
  role text not null check (role in ('lead', 'contributor', 'specialist', 'approver', 'viewer')),
  team text not null default '', -- the lane a person works in (sales, project office, purchasing …)
  commercial boolean not null default false,
  name text not null, title text not null default '', company_name text not null default '',
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  version integer not null default 1,
  primary key (room_id, id),
  foreign key (id) references person (id),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
create index member_person on member (id, room_id);
select private.guard('member', '{select}');

-- ---------------------------------------------------------------------------------------------------------------
-- The room log: append-only, one gap-free hash chain an audience.
create table log_head (
  audience_id uuid primary key references audience (id) on delete cascade,
  seq bigint not null default 0,
  hash bytea not null default '\x'
);
select private.seal('log_head');

create table log_entry (
  room_id uuid not null,
  audience_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  kind text not null,
  subject_type text not null,
  subject_id uuid,
  body text not null, -- canonical JSON (RFC 8785) of the entry without its number: what is hashed
  data jsonb generated always as ((body::jsonb) -> 'data') stored,
  hash bytea not null,
  primary key (room_id, audience_id, seq),
  foreign key (room_id, audience_id) references audience (room_id, id) on delete cascade
);
create index log_entry_subject on log_entry (room_id, subject_id, seq) where subject_id is not null;
select private.guard('log_entry', '{select}');
-- Appends entries to the chains of their audiences. Each body is canonical JSON with room, audience, at, actor, kind,
-- subject {type, id} and data. hash = sha256(previous hash || number || newline || body). Audiences are locked in the
-- order of their ids, so that two commands never wait for each other in a circle.
create function private.append_entries(bodies text[]) returns void
language plpgsql security definer set search_path = '' as $$
declare
  -- The role that was set outside stays readable in here: a person at work is always checked.
  who uuid := private.me();
  entry record;
  head public.log_head%rowtype;
begin
  for entry in
    select b.body, b.n, (b.body::jsonb) as j from unnest(bodies) with ordinality as b(body, n)
    order by (b.body::jsonb) ->> 'audience', b.n
  loop
    if who is not null or current_setting('role', true) = 'frontstage_member' then
      if not ((entry.j ->> 'audience')::uuid = any (private.my_audiences())) or (entry.j ->> 'actor')::uuid is distinct from who then
        raise exception 'a log entry for an audience that its actor is not in' using errcode = '42501';
      end if;
    end if;
    insert into public.log_head (audience_id) values ((entry.j ->> 'audience')::uuid) on conflict do nothing;
    select * into head from public.log_head where audience_id = (entry.j ->> 'audience')::uuid for update;
    head.seq := head.seq + 1;
    head.hash := sha256(head.hash || convert_to(head.seq::text || E'\n' || entry.body, 'UTF8'));
    update public.log_head set seq = head.seq, hash = head.hash where audience_id = head.audience_id;
    insert into public.log_entry (room_id, audience_id, seq, at, actor_id, kind, subject_type, subject_id, body, hash)
    values ((entry.j ->> 'room')::uuid, head.audience_id, head.seq, (entry.j ->> 'at')::timestamptz, (entry.j ->> 'actor')::uuid,
      entry.j ->> 'kind', entry.j -> 'subject' ->> 'type', (entry.j -> 'subject' ->> 'id')::uuid, entry.body, head.hash);
  end loop;
end $$;

-- The heads of the chains that I can see, for exports and the verifier.
create function private.my_heads(room uuid) returns table (audience_id uuid, seq bigint, hash bytea)
language sql stable security definer set search_path = '' as $$
  select h.audience_id, h.seq, h.hash from public.log_head h
  join public.audience a on a.id = h.audience_id
  where a.room_id = room and a.id = any (private.my_audiences())
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Membership changes only here, with the checks inside, because who is in an audience is the boundary itself.

-- My side and role in a room (null when I am not in it or have left).
create function private.my_role(room uuid) returns table (side text, role text, commercial boolean)
language sql stable security definer set search_path = '' as $$
  select m.side, m.role, m.commercial from public.member m
  where m.room_id = room and m.id = private.me() and m.left_at is null
$$;

-- Puts a member into the room's standard audiences that follow from side and commercial.
create function private.seat(room uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare m public.member%rowtype;
begin
  select * into strict m from public.member where room_id = room and id = person;
  delete from public.audience_person ap using public.audience a
   where ap.audience_id = a.id and a.room_id = room and ap.person_id = person and a.kind <> 'custom';
  if m.left_at is not null then
    delete from public.audience_person where room_id = room and person_id = person;
    return;
  end if;
  insert into public.audience_person (audience_id, person_id, room_id)
  select a.id, person, room from public.audience a
   where a.room_id = room and (a.kind = 'room' or a.kind = m.side
      or (a.kind = 'commercial' and (m.side = 'seller' or (m.side = 'buyer' and m.commercial))));
end $$;
revoke execute on function private.seat(uuid, uuid) from public;

create function private.open_room(room uuid, room_code text, room_name text, customer text, a_room uuid, a_seller uuid, a_buyer uuid, a_commercial uuid)
returns void language plpgsql security definer set search_path = '' as $$
declare who public.person%rowtype;
begin
  select * into who from public.person where id = private.me() and staff and disabled_at is null;
  if not found then raise exception 'only the supplier''s people open rooms' using errcode = '42501'; end if;
  insert into public.room (id, audience_id, code, name, customer_name) values (room, a_room, room_code, room_name, customer);
  insert into public.audience (id, room_id, kind, name) values
    (a_room, room, 'room', 'Everyone in the room'), (a_seller, room, 'seller', 'Supplier''s team'),
    (a_buyer, room, 'buyer', 'Customer''s team'), (a_commercial, room, 'commercial', 'Commercial');
  insert into public.member (room_id, id, audience_id, side, role, commercial, name, title, company_name)
  values (room, who.id, a_room, 'seller', 'lead', true, who.name, who.title, who.company_name);
  perform private.seat(room, who.id);
end $$;

-- Every function above that crosses the rule belongs to the system role, whose policies let it pass.
alter function private.my_audiences() owner to frontstage_system;
alter function private.append_entries(text[]) owner to frontstage_system;
alter function private.my_heads(uuid) owner to frontstage_system;
alter function private.my_role(uuid) owner to frontstage_system;
alter function private.seat(uuid, uuid) owner to frontstage_system;
alter function private.open_room(uuid, text, text, text, uuid, uuid, uuid, uuid) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on all functions in schema private from public;
grant execute on function private.my_audiences(), private.me(), private.append_entries(text[]), private.my_heads(uuid), private.my_role(uuid),
  private.open_room(uuid, text, text, text, uuid, uuid, uuid, uuid) to frontstage_member, frontstage_system;

-- ---------------------------------------------------------------------------------------------------------------
-- Idempotency: the answer to a command is kept under the person's own key for a day.
create table idempotency (
  audience_id uuid not null, -- the person's own audience
  key text not null check (length(key) between 8 and 120),
  operation text not null,
  request_hash bytea not null,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (audience_id, key)
);
select private.guard('idempotency', '{select,insert,update}', 'audience_id = (select private.me())');

-- The deployment's own secrets and settings.
create table setting (name text primary key, value jsonb not null);
select private.seal('setting');
