-- Rooms in depth: what is known of a room on each side of the line, membership, named audiences, main contacts, looking as
-- somebody else. Whoever changes who is in an audience does it through the functions here, with the checks inside.

-- A name that only its people may know must not be found out by trying it again, and neither must a room's code: both are
-- unique only among what the one who chooses can see, which the functions and operations check.
drop index audience_named;
alter table room drop constraint room_code_key;
create index room_code on room (code);

-- Which side brought a partner in (null elsewhere), and the reason with which an owner of the deployment added themselves.
alter table member
  add column host text check (host in ('seller', 'buyer')),
  add column entry_reason text check (length(entry_reason) between 1 and 500);
create index member_lead on member (room_id, side) where role = 'lead' and left_at is null;

-- ---------------------------------------------------------------------------------------------------------------
-- Whether I sit on a side of a room.
create function private.on_side(room uuid, wanted text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.member m where m.room_id = room and m.id = private.me() and m.side = wanted and m.left_at is null)
$$;

-- Whether I lead the side that a member belongs to (a partner belongs to the side that brought them in).
create function private.leads(room uuid, person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.member mine join public.member m on m.room_id = mine.room_id
    where mine.room_id = room and mine.id = private.me() and mine.role = 'lead' and mine.left_at is null and mine.side <> 'partner'
      and m.id = person and (m.side = mine.side or (m.side = 'partner' and coalesce(m.host, mine.side) = mine.side)))
$$;

-- What everyone in the room may know of it, beside its name. Written by the supplier's team.
create table room_profile (
  room_id uuid primary key references room (id) on delete cascade,
  audience_id uuid not null,
  business_line text not null default '' check (length(business_line) <= 120),
  site text not null default '' check (length(site) <= 200), -- where it will stand
  scope text not null default '' check (length(scope) <= 2000), -- what is sold and bought, in a few sentences
  version integer not null default 1,
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('room_profile', '{select,insert,update}', 'private.on_side(room_id, ''seller'')');

-- The supplier's own view of the case: value, odds, when it expects a decision. Never the customer's to see.
create table room_case (
  room_id uuid primary key references room (id) on delete cascade,
  audience_id uuid not null,
  company_id uuid references company (id),
  owner_id uuid references person (id),
  value_minor bigint check (value_minor >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  probability integer check (probability between 0 and 100), -- percent
  expected_decision date,
  notes text not null default '' check (length(notes) <= 5000),
  version integer not null default 1,
  check ((value_minor is null) = (currency is null)),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
create index room_case_owner on room_case (owner_id);
create index room_case_company on room_case (company_id);
select private.guard('room_case', '{select,insert,update}', 'private.on_side(room_id, ''seller'')');

-- The few people whom a side shows as its main contacts, with what everyone in the room may use to reach them.
create table main_contact (
  room_id uuid not null,
  id uuid not null, -- the person's id
  audience_id uuid not null,
  subject text not null default '' check (length(subject) <= 200), -- what to ask this person about
  phone text not null default '' check (length(phone) <= 60),
  email text not null default '' check (length(email) <= 254),
  place integer not null default 1 check (place between 1 and 99), -- order within the side
  version integer not null default 1,
  primary key (room_id, id),
  foreign key (room_id, id) references member (room_id, id) on delete cascade,
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('main_contact', '{select,insert,update,delete}', 'private.leads(room_id, id)');

-- A lead who looks as somebody else, in one session and one room.
create table view_as (
  room_id uuid not null,
  session_id uuid not null,
  viewer_id uuid not null,
  person_id uuid not null,
  since timestamptz not null default now(),
  primary key (room_id, session_id),
  foreign key (viewer_id, session_id) references session (audience_id, id) on delete cascade,
  foreign key (room_id, viewer_id) references member (room_id, id) on delete cascade,
  foreign key (room_id, person_id) references member (room_id, id) on delete cascade
);
select private.seal('view_as');

-- ---------------------------------------------------------------------------------------------------------------
-- Membership. Every change of who is in a room holds the room's row, so that two changes at once see each other.
create function private.hold_room(room uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.room r where r.id = room for no key update;
  if not found then raise exception 'no such room' using errcode = '42501'; end if;
end $$;

-- Refuses when a side would be left without anybody who leads it. Call while holding the room.
create function private.keep_a_lead(room uuid, going uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.member m where m.room_id = room and m.id = going and m.role = 'lead' and m.left_at is null)
    and not exists (
      select from public.member m join public.member g on g.room_id = m.room_id and g.id = going
        join public.person p on p.id = m.id and p.disabled_at is null
      where m.room_id = room and m.id <> going and m.side = g.side and m.role = 'lead' and m.left_at is null) then
    raise exception 'last-lead';
  end if;
end $$;

create function private.change_member(room uuid, person uuid, was integer, to_role text, to_team text, to_commercial boolean)
returns void language plpgsql security definer set search_path = '' as $$
declare m public.member%rowtype;
begin
  perform private.hold_room(room);
  select * into m from public.member x where x.room_id = room and x.id = person and x.left_at is null;
  if not found or not exists (select from private.my_role(room)) then raise exception 'no such member' using errcode = '42501'; end if;
  if not private.leads(room, person) then raise exception 'not-your-side'; end if;
  if m.version <> was then raise exception 'changed meanwhile' using errcode = '40001'; end if;
  if m.side = 'partner' and to_role = 'lead' then raise exception 'partner-cannot-lead'; end if;
  if to_role <> 'lead' then perform private.keep_a_lead(room, person); end if;
  update public.member x set role = to_role, team = to_team, version = version + 1,
    commercial = case m.side when 'buyer' then to_commercial when 'seller' then true else false end
   where x.room_id = room and x.id = person;
  perform private.seat(room, person);
end $$;

-- Leaving (of oneself) and removal (by the side's lead): every audience of the room is lost with the commit.
create function private.remove_member(room uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.hold_room(room);
  if not exists (select from private.my_role(room))
    or not exists (select from public.member m where m.room_id = room and m.id = person and m.left_at is null) then
    raise exception 'no such member' using errcode = '42501';
  end if;
  if person <> private.me() and not private.leads(room, person) then raise exception 'not-your-side'; end if;
  perform private.keep_a_lead(room, person);
  update public.member m set left_at = now(), version = version + 1 where m.room_id = room and m.id = person;
  delete from public.main_contact c where c.room_id = room and c.id = person;
  delete from public.view_as v where v.room_id = room and person in (v.viewer_id, v.person_id);
  perform private.seat(room, person);
end $$;

-- Puts somebody of the supplier into a room, again if need be. Without checks: only for the functions below.
create function private.put_member(room uuid, person uuid, as_role text, in_team text, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare p public.person%rowtype;
begin
  select * into strict p from public.person where id = person;
  if exists (select from public.member m where m.room_id = room and m.id = person and m.left_at is null) then
    raise exception 'already-member';
  end if;
  insert into public.member (room_id, id, audience_id, side, role, team, commercial, name, title, company_name, entry_reason)
  select room, p.id, r.audience_id, 'seller', as_role, in_team, true, p.name, p.title, p.company_name, why from public.room r where r.id = room
  on conflict on constraint member_pkey do update set side = 'seller', role = excluded.role, team = excluded.team, commercial = true, host = null,
    name = excluded.name, title = excluded.title, company_name = excluded.company_name, entry_reason = excluded.entry_reason,
    joined_at = now(), left_at = null, version = member.version + 1;
  perform private.seat(room, person);
end $$;

-- The supplier's lead brings in a colleague who has an account already.
create function private.add_colleague(room uuid, person uuid, as_role text, in_team text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.hold_room(room);
  if not exists (select from private.my_role(room) r where r.side = 'seller' and r.role = 'lead') then
    raise exception 'only the supplier''s lead' using errcode = '42501';
  end if;
  if not exists (select from public.person p where p.id = person and p.staff and p.disabled_at is null) then
    raise exception 'no such colleague' using errcode = '42501';
  end if;
  perform private.put_member(room, person, as_role, in_team, null);
end $$;

-- An owner of the deployment adds themselves to a room whose code (or address) they know, with a reason that everyone in the
-- room reads. They look on, unless the supplier's team has nobody left to lead it.
create function private.enter_room(known_as text, reason text)
returns table (room_id uuid, audience_id uuid, room_name text, role text) language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  found_rooms uuid[];
  as_role text := 'viewer';
begin
  if not exists (select from public.person p where p.id = private.me() and p.owner and p.staff and p.disabled_at is null) then
    raise exception 'only owners' using errcode = '42501';
  end if;
  if length(trim(coalesce(reason, ''))) < 10 then raise exception 'reason-needed'; end if;
  select coalesce(array_agg(r.id), '{}') into found_rooms from public.room r where r.code = upper(trim(known_as)) or r.id::text = lower(trim(known_as));
  if cardinality(found_rooms) = 0 then raise exception 'no such room' using errcode = '42501'; end if;
  if cardinality(found_rooms) > 1 then raise exception 'several-rooms'; end if;
  perform private.hold_room(found_rooms[1]);
  if not exists (select from public.member m join public.person p on p.id = m.id and p.disabled_at is null
                  where m.room_id = found_rooms[1] and m.side = 'seller' and m.role = 'lead' and m.left_at is null) then
    as_role := 'lead';
  end if;
  perform private.put_member(found_rooms[1], private.me(), as_role, '', trim(reason));
  return query select r.id, r.audience_id, r.name, as_role from public.room r where r.id = found_rooms[1];
end $$;

-- How to reach the people whom I lead, for the lists of a side's lead. Nobody else's addresses.
create function private.people_i_lead(room uuid) returns table (id uuid, email text, phone text)
language sql stable security definer set search_path = '' as $$
  select p.id, p.email, p.phone from public.member m join public.person p on p.id = m.id
  where m.room_id = room and m.left_at is null and private.leads(room, m.id) and nullif(current_setting('app.viewer_id', true), '') is null
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Named audiences. Those who may publish make and change them; nobody outside learns that they exist.
create function private.my_named(audience uuid) returns public.audience
language plpgsql security definer set search_path = '' as $$
declare a public.audience%rowtype;
begin
  select * into a from public.audience x where x.id = audience and x.kind = 'custom' and x.id = any (private.my_audiences());
  if not found then raise exception 'no such audience' using errcode = '42501'; end if;
  perform private.hold_room(a.room_id);
  return a;
end $$;

create function private.name_audience_free(room uuid, wanted text, but uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.audience a where a.room_id = room and a.kind = 'custom' and lower(a.name) = lower(trim(wanted))
              and a.id is distinct from but and a.id = any (private.my_audiences())) then
    raise exception 'audience-name-taken';
  end if;
end $$;

create function private.may_shape(room uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.my_role(room) r where r.role in ('lead', 'contributor'))
$$;

create function private.make_audience(room uuid, fresh uuid, called text, people uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.hold_room(room);
  if not private.may_shape(room) then raise exception 'may not' using errcode = '42501'; end if;
  perform private.name_audience_free(room, called, null);
  if exists (select from unnest(people) as w(id) where not exists (
       select from public.member m where m.room_id = room and m.id = w.id and m.left_at is null)) then
    raise exception 'no such member' using errcode = '42501';
  end if;
  insert into public.audience (id, room_id, kind, name) values (fresh, room, 'custom', trim(called));
  insert into public.audience_person (audience_id, person_id, room_id)
  select distinct fresh, w.id, room from unnest(people || private.me()) as w(id);
end $$;

create function private.rename_audience(audience uuid, called text) returns void
language plpgsql security definer set search_path = '' as $$
declare a public.audience%rowtype := private.my_named(audience);
begin
  if not private.may_shape(a.room_id) then raise exception 'may not' using errcode = '42501'; end if;
  perform private.name_audience_free(a.room_id, called, a.id);
  update public.audience x set name = trim(called) where x.id = a.id;
end $$;

create function private.add_to_audience(audience uuid, people uuid[]) returns void
language plpgsql security definer set search_path = '' as $$
declare a public.audience%rowtype := private.my_named(audience);
begin
  if not private.may_shape(a.room_id) then raise exception 'may not' using errcode = '42501'; end if;
  if exists (select from unnest(people) as w(id) where not exists (
       select from public.member m where m.room_id = a.room_id and m.id = w.id and m.left_at is null)) then
    raise exception 'no such member' using errcode = '42501';
  end if;
  insert into public.audience_person (audience_id, person_id, room_id)
  select distinct a.id, w.id, a.room_id from unnest(people) as w(id) on conflict do nothing;
end $$;

-- Anyone leaves; otherwise people of the own side are taken out, so that no side can shut the other one out. The last
-- person stays: what is written there would be lost to all.
create function private.take_from_audience(audience uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare a public.audience%rowtype := private.my_named(audience);
begin
  if not exists (select from public.audience_person ap where ap.audience_id = a.id and ap.person_id = person) then
    raise exception 'no such member' using errcode = '42501';
  end if;
  if person <> private.me() then
    if not private.may_shape(a.room_id) then raise exception 'may not' using errcode = '42501'; end if;
    if not exists (select from public.member m, private.my_role(a.room_id) r
                    where m.room_id = a.room_id and m.id = person and coalesce(m.host, m.side) = r.side) then
      raise exception 'not-your-side';
    end if;
  end if;
  if (select count(*) from public.audience_person ap where ap.audience_id = a.id) = 1 then raise exception 'last-person'; end if;
  delete from public.audience_person ap where ap.audience_id = a.id and ap.person_id = person;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Looking as somebody else: chosen by a side's lead, for one session and one room.
create function private.view_as(session uuid, room uuid, person uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from private.my_role(room) r where r.role = 'lead' and r.side <> 'partner')
    or not exists (select from public.session s where s.id = session and s.audience_id = private.me())
    or not exists (select from public.member m where m.room_id = room and m.id = person and m.left_at is null and m.id <> private.me()) then
    raise exception 'may not look as this person' using errcode = '42501';
  end if;
  insert into public.view_as (room_id, session_id, viewer_id, person_id) values (room, session, private.me(), person)
  on conflict on constraint view_as_pkey do update set person_id = excluded.person_id, since = now();
end $$;

-- @returns whom I was looking as
create function private.stop_viewing(session uuid, room uuid) returns uuid
language sql security definer set search_path = '' as $$
  delete from public.view_as v where v.session_id = session and v.room_id = room and v.viewer_id = private.me() returning v.person_id
$$;

-- As whom a session looks at a room, read together with the session. Ends by itself with the lead or either membership.
create function private.viewing(session uuid, room uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select jsonb_build_object('personId', m.id, 'name', m.name)
  from public.view_as v
    join public.member lead on lead.room_id = v.room_id and lead.id = v.viewer_id and lead.role = 'lead' and lead.side <> 'partner' and lead.left_at is null
    join public.member m on m.room_id = v.room_id and m.id = v.person_id and m.left_at is null
  where v.session_id = session and v.room_id = room
$$;

-- ---------------------------------------------------------------------------------------------------------------
grant create on schema private to frontstage_system;
do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace and p.proname in (
    'on_side', 'leads', 'hold_room', 'keep_a_lead', 'change_member', 'remove_member', 'put_member', 'add_colleague', 'enter_room', 'people_i_lead',
    'my_named', 'name_audience_free', 'may_shape', 'make_audience', 'rename_audience', 'add_to_audience', 'take_from_audience',
    'view_as', 'stop_viewing', 'viewing')
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;
grant execute on function private.on_side(uuid, text), private.leads(uuid, uuid),
  private.change_member(uuid, uuid, integer, text, text, boolean), private.remove_member(uuid, uuid),
  private.add_colleague(uuid, uuid, text, text), private.enter_room(text, text), private.people_i_lead(uuid),
  private.make_audience(uuid, uuid, text, uuid[]), private.rename_audience(uuid, text), private.add_to_audience(uuid, uuid[]),
  private.take_from_audience(uuid, uuid), private.view_as(uuid, uuid, uuid), private.stop_viewing(uuid, uuid) to frontstage_member;
grant execute on function private.viewing(uuid, uuid) to frontstage_runtime;
