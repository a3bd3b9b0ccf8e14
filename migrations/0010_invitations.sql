-- Invitations: how a person comes in. Personal, single use, expiring; pending ones are the inviting side's own business
-- (audience seller, buyer or staff), so the other side does not see whom somebody is about to bring in.

-- There is one audience of the supplier's people.
create unique index audience_staff on audience (kind) where kind = 'staff';

-- When the person has shown that the address is theirs (a mailed code or link was used). An account that was made from a
-- copied link is not proven; the first proof ends whatever was begun before it.
alter table person add column email_proven_at timestamptz;

create table invitation (
  id uuid primary key,
  audience_id uuid not null references audience (id) on delete cascade, -- the inviting side's in the room, or `staff`
  room_id uuid references room (id) on delete cascade, -- null: a colleague is invited to the deployment
  email text not null check (email = lower(email) and length(email) between 3 and 254),
  name text not null check (length(name) between 1 and 120),
  title text not null default '' check (length(title) <= 120),
  company_id uuid references company (id),
  company_name text not null default '' check (length(company_name) <= 200),
  locale text not null default 'en', -- the language of the letter and the page
  side text check (side in ('seller', 'buyer', 'partner')),
  role text check (role in ('lead', 'contributor', 'specialist', 'approver', 'viewer')),
  team text not null default '' check (length(team) <= 120),
  commercial boolean not null default false,
  inviter_id uuid not null references person (id),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '14 days',
  accepted_at timestamptz,
  accepted_by uuid references person (id),
  withdrawn_at timestamptz,
  version integer not null default 1,
  unique (room_id, id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  check ((room_id is null) = (side is null) and (room_id is null) = (role is null)),
  check ((accepted_at is null) = (accepted_by is null)),
  check (accepted_at is null or withdrawn_at is null)
);
-- By audience, not by room: that the other side has already written to somebody must not show.
create unique index invitation_open on invitation (audience_id, email) where accepted_at is null and withdrawn_at is null;
create index invitation_room on invitation (room_id, created_at);
select private.guard('invitation', '{select}');

-- The links of an invitation; only the SHA-256 of each is kept, out of every person's reach.
create table invitation_token (
  token_hash bytea primary key,
  invitation_id uuid not null references invitation (id) on delete cascade,
  by_mail boolean not null, -- was only ever mailed to the address: using it proves the address
  created_at timestamptz not null default now()
);
create index invitation_token_invitation on invitation_token (invitation_id);
select private.seal('invitation_token');

-- ---------------------------------------------------------------------------------------------------------------
-- Makes a person with their personal audience; one of the supplier's people belongs to the staff audience too.
create function private.make_person(who uuid, p_email text, p_name text, p_title text, p_company uuid, p_company_name text, p_locale text, p_staff boolean)
returns void language plpgsql security definer set search_path = '' as $$
declare staff_audience uuid;
begin
  insert into public.audience (id, kind, name) values (who, 'person', p_name);
  if p_staff then
    insert into public.audience (id, kind, name) values (gen_random_uuid(), 'staff', 'Staff') on conflict do nothing;
    select id into strict staff_audience from public.audience where kind = 'staff';
  end if;
  insert into public.person (id, audience_id, company_id, company_name, email, name, title, locale, staff)
  values (who, coalesce(staff_audience, who), p_company, p_company_name, lower(p_email), p_name, p_title, p_locale, p_staff);
  insert into public.audience_person (audience_id, person_id) select a, who from unnest(array[who, staff_audience]) a where a is not null;
end $$;

-- Makes somebody who is known already (a customer's engineer who changed sides, say) one of the supplier's people.
create function private.make_staff(who uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare staff_audience uuid;
begin
  insert into public.audience (id, kind, name) values (gen_random_uuid(), 'staff', 'Staff') on conflict do nothing;
  select id into strict staff_audience from public.audience where kind = 'staff';
  update public.person set staff = true, audience_id = staff_audience, version = version + 1 where id = who and not staff;
  insert into public.audience_person (audience_id, person_id) values (staff_audience, who) on conflict do nothing;
end $$;

-- The audience in which I may invite somebody to `side` of the room; null when I may not. A lead brings in people of the
-- own side and partners; the supplier's lead also the customer's people until the customer has a lead of its own. Without
-- a room: an owner brings in colleagues.
create function private.inviting_audience(room uuid, invited_side text, who uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select case
    when room is null then (
      select a.id from public.audience a, public.person p
       where a.kind = 'staff' and invited_side is null and p.id = who and p.owner and p.staff and p.disabled_at is null)
    else (
      select a.id from public.member m
        join public.person p on p.id = m.id and p.disabled_at is null
        join public.audience a on a.room_id = m.room_id and a.kind = m.side
       where m.room_id = room and m.id = who and m.left_at is null and m.role = 'lead' and m.side in ('seller', 'buyer')
         and (invited_side in (m.side, 'partner')
           or (invited_side = 'buyer' and m.side = 'seller' and not exists (
                 select from public.member l join public.person lp on lp.id = l.id and lp.disabled_at is null
                  where l.room_id = room and l.side = 'buyer' and l.role = 'lead' and l.left_at is null))))
  end
$$;

-- Invites. `hash` is the SHA-256 of the link's token. Refusals: may-not-invite, already-member, already-invited.
create function private.invite(fresh uuid, room uuid, hash bytea, by_mail boolean, to_email text, to_name text, to_title text,
  to_company uuid, to_company_name text, to_locale text, to_side text, to_role text, to_team text, to_commercial boolean)
returns void language plpgsql security definer set search_path = '' as $$
declare mine uuid := private.inviting_audience(room, to_side, private.me());
begin
  if mine is null then raise exception 'may-not-invite'; end if;
  if exists (select from public.member m join public.person p on p.id = m.id
              where m.room_id = room and m.left_at is null and p.email = lower(to_email))
    or (room is null and exists (select from public.person where email = lower(to_email) and staff)) then
    raise exception 'already-member';
  end if;
  update public.invitation set withdrawn_at = now(), version = version + 1
   where audience_id = mine and email = lower(to_email) and accepted_at is null and withdrawn_at is null and expires_at <= now();
  if exists (select from public.invitation where audience_id = mine and email = lower(to_email) and accepted_at is null and withdrawn_at is null) then
    raise exception 'already-invited';
  end if;
  insert into public.invitation (id, audience_id, room_id, email, name, title, company_id, company_name, locale, side, role, team, commercial, inviter_id)
  values (fresh, mine, room, lower(to_email), to_name, to_title, to_company, to_company_name, to_locale, to_side, to_role, to_team, to_commercial, private.me());
  insert into public.invitation_token (token_hash, invitation_id, by_mail) values (hash, fresh, invite.by_mail);
end $$;

-- An open invitation of a side that I lead, locked; refusals: not-found, invitation-used, invitation-withdrawn.
create function private.my_invitation(which uuid) returns public.invitation
language plpgsql security definer set search_path = '' as $$
declare i public.invitation%rowtype;
begin
  select v.* into i from public.invitation v where v.id = which for update;
  if not found or private.inviting_audience(i.room_id, case when i.room_id is not null then 'partner' end, private.me()) is distinct from i.audience_id then
    raise exception 'no such invitation' using errcode = '42501';
  end if;
  if i.accepted_at is not null then raise exception 'invitation-used'; end if;
  if i.withdrawn_at is not null then raise exception 'invitation-withdrawn'; end if;
  return i;
end $$;

-- Sends or shows an open invitation anew: one more link, fourteen more days, in the name of the one who renews it.
create function private.renew_invitation(which uuid, hash bytea, by_mail boolean) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.my_invitation(which);
  update public.invitation set expires_at = now() + interval '14 days', inviter_id = private.me(), version = version + 1 where id = which;
  insert into public.invitation_token (token_hash, invitation_id, by_mail) values (hash, which, renew_invitation.by_mail);
end $$;

create function private.withdraw_invitation(which uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.my_invitation(which);
  update public.invitation set withdrawn_at = now(), version = version + 1 where id = which;
end $$;

-- Whether the one who invited may still do so: somebody who has left, lost the lead or was disabled brings nobody in.
create function private.invitation_stands(i public.invitation) returns boolean
language sql stable security definer set search_path = '' as $$
  select case when i.room_id is null then private.inviting_audience(null, null, i.inviter_id) is not null
    else private.inviting_audience(i.room_id, 'partner', i.inviter_id) is not distinct from i.audience_id end
$$;

-- What the holder of a link is shown. No row: there is no such link. Before anybody has signed in, so for the system only.
create function private.peek_invitation(hash bytea)
returns table (id uuid, state text, room_id uuid, room_name text, inviter_name text, inviter_company text, email text, name text,
  title text, company_name text, locale text, side text, role text, expires_at timestamptz, person_id uuid, by_mail boolean)
language sql stable security definer set search_path = '' as $$
  select i.id,
    case when i.accepted_at is not null then 'used' when i.withdrawn_at is not null or not private.invitation_stands(i) then 'withdrawn'
      when i.expires_at <= now() then 'expired' else 'open' end,
    i.room_id, r.name, inviter.name, inviter.company_name, i.email, i.name, i.title, i.company_name, i.locale, i.side, i.role, i.expires_at,
    (select p.id from public.person p where p.email = i.email), t.by_mail
  from public.invitation_token t join public.invitation i on i.id = t.invitation_id
    join public.person inviter on inviter.id = i.inviter_id left join public.room r on r.id = i.room_id
  where t.token_hash = hash
$$;

-- Accepts, once. `who`: the person who is signed in, or null. `fresh`: the id for a person who is not known yet. Somebody who
-- is known must be signed in, since the one who invites may hold the link too. For the system only. Refusals: not-found,
-- invitation-used, -withdrawn, -expired, -for-another, -sign-in, already-member.
create function private.accept_invitation(hash bytea, who uuid, fresh uuid, given_name text, given_title text, given_locale text)
returns table (person_id uuid, room_id uuid, audience_id uuid, side text, role text, known boolean)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  i public.invitation%rowtype;
  p public.person%rowtype;
  mailed boolean;
  a_room uuid;
begin
  select v.* into i from public.invitation_token t join public.invitation v on v.id = t.invitation_id where t.token_hash = hash for update of v;
  if not found then raise exception 'no such invitation' using errcode = '42501'; end if;
  if i.accepted_at is not null then raise exception 'invitation-used'; end if;
  if i.withdrawn_at is not null or not private.invitation_stands(i) then raise exception 'invitation-withdrawn'; end if;
  if i.expires_at <= now() then raise exception 'invitation-expired'; end if;
  select t.by_mail into mailed from public.invitation_token t where t.token_hash = hash;
  select * into p from public.person where email = i.email;
  known := found;
  if known then
    if who is null then raise exception 'invitation-sign-in'; end if;
    if who <> p.id or p.disabled_at is not null then raise exception 'invitation-for-another'; end if;
    if i.room_id is null or i.side = 'seller' then perform private.make_staff(p.id); end if;
  else
    if who is not null then raise exception 'invitation-for-another'; end if;
    perform private.make_person(fresh, i.email, given_name, given_title, i.company_id,
      case when i.room_id is null or i.side = 'seller' then coalesce((select c.name from public.company c where c.kind = 'supplier' order by c.created_at limit 1), i.company_name)
        else i.company_name end,
      given_locale, i.room_id is null or i.side = 'seller');
    if mailed then update public.person set email_proven_at = now() where id = fresh; end if;
    select * into strict p from public.person where id = fresh;
  end if;
  if i.room_id is not null then
    select a.id into strict a_room from public.audience a where a.room_id = i.room_id and a.kind = 'room';
    if exists (select from public.member m where m.room_id = i.room_id and m.id = p.id and m.left_at is null) then
      raise exception 'already-member';
    end if;
    insert into public.member (room_id, id, audience_id, side, role, team, commercial, name, title, company_name)
    values (i.room_id, p.id, a_room, i.side, i.role, i.team, i.commercial, p.name, p.title, p.company_name)
    on conflict on constraint member_pkey do update set side = excluded.side, role = excluded.role, team = excluded.team, commercial = excluded.commercial,
      name = excluded.name, title = excluded.title, company_name = excluded.company_name, joined_at = now(), left_at = null, version = member.version + 1;
    perform private.seat(i.room_id, p.id);
  end if;
  update public.invitation set accepted_at = now(), accepted_by = p.id, version = version + 1 where id = i.id;
  return query select p.id, i.room_id, a_room, i.side, i.role, known;
end $$;

-- A changed name or title is changed wherever the person sits.
create function private.spread_person() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.member set name = new.name, title = new.title, company_name = new.company_name, version = version + 1
   where id = new.id and (name, title, company_name) is distinct from (new.name, new.title, new.company_name);
  return null;
end $$;

grant create on schema private to frontstage_system;
alter function private.make_person(uuid, text, text, text, uuid, text, text, boolean) owner to frontstage_system;
alter function private.make_staff(uuid) owner to frontstage_system;
alter function private.inviting_audience(uuid, text, uuid) owner to frontstage_system;
alter function private.invite(uuid, uuid, bytea, boolean, text, text, text, uuid, text, text, text, text, text, boolean) owner to frontstage_system;
alter function private.my_invitation(uuid) owner to frontstage_system;
alter function private.renew_invitation(uuid, bytea, boolean) owner to frontstage_system;
alter function private.withdraw_invitation(uuid) owner to frontstage_system;
alter function private.invitation_stands(public.invitation) owner to frontstage_system;
alter function private.peek_invitation(bytea) owner to frontstage_system;
alter function private.accept_invitation(bytea, uuid, uuid, text, text, text) owner to frontstage_system;
alter function private.spread_person() owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on all functions in schema private from public;
grant execute on function private.invite(uuid, uuid, bytea, boolean, text, text, text, uuid, text, text, text, text, text, boolean),
  private.renew_invitation(uuid, bytea, boolean), private.withdraw_invitation(uuid) to frontstage_member;
create trigger spread_person after update of name, title, company_name on person for each row execute function private.spread_person();
