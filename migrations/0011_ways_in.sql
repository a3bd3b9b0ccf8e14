-- Ways in: one-time codes, sign-in links, passkeys, password with one-time numbers, recovery codes; rate limits; the
-- deployment's owners and settings.

alter table session drop constraint session_method_check;
alter table session add constraint session_method_check
  check (method in ('code', 'link', 'passkey', 'password', 'invitation', 'owner-link', 'demo', 'oidc'));
create index session_person on session (audience_id, seen_at desc);

-- While somebody looks as somebody else, nothing of that person's own account is theirs to see.
create function private.myself() returns uuid language sql stable set search_path = '' as $$
  select case when nullif(current_setting('app.viewer_id', true), '') is null then private.me() end
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Rate limits (generic cell rate): one row a limited thing, saying until when its allowance is spent. Names are hashed.
create table rate_limit (key bytea primary key, spent_until timestamptz not null);
create index rate_limit_spent on rate_limit (spent_until);
select private.seal('rate_limit');

-- One-time codes by mail. A row is made for every address that asks, known or not, so that asking tells nothing.
create table sign_in_code (
  id uuid primary key,
  request_hash bytea not null unique, -- SHA-256 of the token in the asking browser's cookie: only that browser can answer
  email text not null,
  code_hash bytea not null, -- SHA-256 of id and code
  tries integer not null default 0,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '10 minutes',
  used_at timestamptz
);
create index sign_in_code_expires on sign_in_code (expires_at);
select private.seal('sign_in_code');

-- Links that let one person in once, for deployments without mail.
create table sign_in_link (
  token_hash bytea primary key,
  person_id uuid not null references person (id) on delete cascade,
  maker_id uuid references person (id), -- null: made on the machine that has the data
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '24 hours',
  used_at timestamptz
);
select private.seal('sign_in_link');

-- Challenges for passkeys: single use, five minutes, bound to a browser by a cookie.
create table challenge (
  token_hash bytea primary key,
  challenge text not null,
  person_id uuid, -- null: signing in, nobody is known yet
  expires_at timestamptz not null default now() + interval '5 minutes'
);
select private.seal('challenge');

create table passkey (
  audience_id uuid not null, -- the person's own audience, which has the person's id
  id uuid not null,
  credential_id text not null unique check (length(credential_id) between 16 and 1400),
  public_key bytea not null,
  counter bigint not null default 0,
  transports text[] not null default '{}',
  backed_up boolean not null default false,
  name text not null check (length(name) between 1 and 80),
  created_at timestamptz not null default now(),
  used_at timestamptz,
  version integer not null default 1,
  primary key (audience_id, id),
  foreign key (audience_id) references person (id) on delete cascade
);
select private.guard('passkey', '{select,insert,delete}', 'audience_id = (select private.myself())');
grant update (name, version) on passkey to frontstage_member;

-- A password never stands alone: the row counts from the moment its one-time number was confirmed.
create table password (
  person_id uuid primary key references person (id) on delete cascade,
  hash text, -- argon2id in PHC form; null until set
  totp_secret text,
  confirmed_at timestamptz,
  last_step bigint not null default 0, -- the thirty-second step that was used last: no number works twice
  pending_hash text, -- a new password and secret that wait for their first number
  pending_secret text,
  pending_at timestamptz
);
select private.seal('password');

create table recovery_code (
  person_id uuid not null references person (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
select private.seal('recovery_code');

-- What I can sign in with, for my own security screen.
create function private.my_ways_in() returns table (has_password boolean, password_at timestamptz, pending boolean, recovery_left integer)
language sql stable security definer set search_path = '' as $$
  select coalesce(p.confirmed_at is not null, false), p.confirmed_at, coalesce(p.pending_at > now() - interval '1 hour', false),
    (select count(*)::integer from public.recovery_code r where r.person_id = me.id and r.used_at is null)
  from (select private.myself() as id) me left join public.password p on p.person_id = me.id
$$;

create function private.begin_password(new_hash text, new_secret text) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.password (person_id, pending_hash, pending_secret, pending_at) values (private.myself(), new_hash, new_secret, now())
  on conflict (person_id) do update set pending_hash = excluded.pending_hash, pending_secret = excluded.pending_secret, pending_at = now()
$$;

-- The secret that I have not confirmed yet; a confirmed one is never shown again.
create function private.my_pending_secret() returns text
language sql stable security definer set search_path = '' as $$
  select p.pending_secret from public.password p where p.person_id = private.myself() and p.pending_at > now() - interval '1 hour'
$$;

-- Puts the waiting password in force with its first number's step and a fresh set of recovery codes.
create function private.confirm_password(step bigint, code_hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.password set hash = pending_hash, totp_secret = pending_secret, confirmed_at = now(), last_step = step,
    pending_hash = null, pending_secret = null, pending_at = null
   where person_id = private.myself() and pending_at > now() - interval '1 hour';
  if not found then return false; end if;
  perform private.set_recovery_codes(code_hashes);
  return true;
end $$;

create function private.set_recovery_codes(code_hashes bytea[]) returns void
language sql volatile security definer set search_path = '' as $$
  delete from public.recovery_code where person_id = private.myself();
  insert into public.recovery_code (person_id, code_hash) select private.myself(), h from unnest(code_hashes) h;
$$;

create function private.remove_password() returns void
language sql volatile security definer set search_path = '' as $$
  delete from public.password where person_id = private.myself();
  delete from public.recovery_code where person_id = private.myself();
$$;

-- The first proof that the address is this person's ends whatever was begun by somebody who only held a copied link.
create function private.prove_email(who uuid) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.person set email_proven_at = now() where id = who and email_proven_at is null;
  if not found then return false; end if;
  delete from public.session where audience_id = who;
  delete from public.passkey where audience_id = who;
  delete from public.password where person_id = who;
  delete from public.recovery_code where person_id = who;
  return true;
end $$;

-- A sign-in link for somebody else shows its maker nothing that the maker cannot see: only for people all of whose rooms
-- are led by the maker, on the same side (or, for an owner, colleagues who sit in no room yet).
create function private.make_sign_in_link(who uuid, hash bytea) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare me uuid := private.myself();
begin
  if who = me or not exists (select from public.person where id = who and disabled_at is null)
    or not (exists (select from public.member m where m.id = who and m.left_at is null)
      or exists (select from public.person p, public.person o where p.id = who and p.staff and not p.owner and o.id = me and o.owner))
    or exists (select from public.person where id = who and owner)
    or exists (select from public.member m where m.id = who and m.left_at is null and not exists (
         select from public.member l where l.room_id = m.room_id and l.id = me and l.left_at is null and l.role = 'lead'
           and (l.side = m.side or (m.side = 'partner' and l.side = 'seller')))) then
    raise exception 'no link for this person' using errcode = '42501';
  end if;
  insert into public.sign_in_link (token_hash, person_id, maker_id) values (hash, who, me);
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Owners. Every change of who owns the deployment waits for the one before it, so that two owners who unmake each other
-- at once leave one.
create function private.owner_lock() returns void language plpgsql volatile set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(7210);
  if not exists (select from public.person where id = private.myself() and owner and disabled_at is null) then
    raise exception 'only owners' using errcode = '42501';
  end if;
end $$;

create function private.keep_an_owner() returns void language plpgsql stable set search_path = '' as $$
begin
  if not exists (select from public.person where owner and disabled_at is null) then raise exception 'last-owner'; end if;
end $$;

create function private.set_owner(who uuid, make boolean, expected integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare now_version integer;
begin
  perform private.owner_lock();
  update public.person set owner = make, version = version + 1
   where id = who and staff and (disabled_at is null or not make) and version = expected returning version into now_version;
  perform private.keep_an_owner();
  return now_version;
end $$;

-- Disabling ends the person's sessions in the same transaction.
create function private.set_disabled(who uuid, disable boolean, expected integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare now_version integer;
begin
  perform private.owner_lock();
  update public.person set disabled_at = case when disable then now() end, version = version + 1
   where id = who and staff and version = expected returning version into now_version;
  perform private.keep_an_owner();
  if disable and now_version is not null then
    delete from public.session where audience_id = who;
    delete from public.sign_in_link where person_id = who;
  end if;
  return now_version;
end $$;

-- No way around the functions above, not even for the system's own jobs: the last owner stays.
create function private.last_owner_stays() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if old.owner and old.disabled_at is null and (tg_op = 'DELETE' or not new.owner or new.disabled_at is not null) then
    perform pg_advisory_xact_lock(7210);
    if not exists (select from public.person where owner and disabled_at is null and id <> old.id) then raise exception 'last-owner'; end if;
  end if;
  return null;
end $$;

-- The first owner, by the link that the server prints while there is none (or that was made on the machine for a lock-out).
create function private.take_ownership(hash bytea, fresh uuid, p_email text, p_name text, p_locale text, supplier text, supplier_id uuid)
returns uuid language plpgsql volatile security definer set search_path = '' as $$
declare
  known public.person%rowtype;
  first boolean;
begin
  perform pg_advisory_xact_lock(7210);
  first := not exists (select from public.person where owner and disabled_at is null);
  delete from public.setting where value ->> 'hash' = encode(hash, 'hex')
    and ((name = 'first-owner' and first) or (name = 'owner-link' and (value ->> 'expires')::timestamptz > now()));
  if not found then raise exception 'no such link' using errcode = '42501'; end if;
  select * into known from public.person where email = lower(p_email) for update;
  if found then
    perform private.make_staff(known.id);
    fresh := known.id;
  else
    perform private.make_person(fresh, p_email, p_name, '', null, supplier, p_locale, true);
  end if;
  update public.person set owner = true, disabled_at = null, version = version + 1 where id = fresh;
  if not exists (select from public.company where kind = 'supplier') then
    insert into public.company (id, audience_id, kind, name) select supplier_id, a.id, 'supplier', supplier from public.audience a where a.kind = 'staff'
      on conflict (lower(name)) do nothing;
    insert into public.setting (name, value) values ('deployment', jsonb_build_object('name', supplier, 'version', 1)) on conflict (name) do nothing;
    update public.person set company_id = (select id from public.company where kind = 'supplier' limit 1) where id = fresh;
  end if;
  return fresh;
end $$;

-- Whether a link for taking ownership holds: 'first', 'rescue' or null.
create function private.ownership_link(hash bytea) returns text
language sql stable security definer set search_path = '' as $$
  select case name when 'first-owner' then 'first' else 'rescue' end from public.setting
   where value ->> 'hash' = encode(hash, 'hex')
     and ((name = 'first-owner' and not exists (select from public.person where owner and disabled_at is null))
       or (name = 'owner-link' and (value ->> 'expires')::timestamptz > now()))
$$;

-- What everybody may know of the deployment, before signing in too: its name, look and whom to call.
create function private.deployment() returns jsonb language sql stable security definer set search_path = '' as $$
  select coalesce((select value from public.setting where name = 'deployment'), '{"name": "", "version": 0}')
$$;

create function private.change_deployment(changed jsonb, expected integer) returns integer
language plpgsql volatile security definer set search_path = '' as $$
declare now_version integer;
begin
  perform private.owner_lock();
  insert into public.setting (name, value) values ('deployment', '{"version": 0}') on conflict (name) do nothing;
  update public.setting set value = changed || jsonb_build_object('version', expected + 1)
   where name = 'deployment' and (value ->> 'version')::integer = expected returning (value ->> 'version')::integer into now_version;
  if now_version is not null then
    update public.company set name = changed ->> 'name', version = version + 1 where kind = 'supplier' and name <> changed ->> 'name';
  end if;
  return now_version;
end $$;

grant create on schema private to frontstage_system;
do $$
declare f regprocedure;
begin
  foreach f in array array['private.my_ways_in()', 'private.begin_password(text, text)', 'private.my_pending_secret()',
    'private.confirm_password(bigint, bytea[])', 'private.set_recovery_codes(bytea[])', 'private.remove_password()', 'private.prove_email(uuid)',
    'private.make_sign_in_link(uuid, bytea)', 'private.owner_lock()', 'private.keep_an_owner()', 'private.set_owner(uuid, boolean, integer)',
    'private.set_disabled(uuid, boolean, integer)', 'private.last_owner_stays()',
    'private.take_ownership(bytea, uuid, text, text, text, text, uuid)', 'private.ownership_link(bytea)', 'private.deployment()',
    'private.change_deployment(jsonb, integer)']::regprocedure[]
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;
revoke execute on function private.myself() from public;
grant execute on function private.myself(), private.my_ways_in(), private.begin_password(text, text), private.my_pending_secret(),
  private.confirm_password(bigint, bytea[]), private.set_recovery_codes(bytea[]), private.remove_password(),
  private.make_sign_in_link(uuid, bytea), private.set_owner(uuid, boolean, integer), private.set_disabled(uuid, boolean, integer),
  private.change_deployment(jsonb, integer) to frontstage_member;
grant execute on function private.myself() to frontstage_system;
grant execute on function private.deployment() to frontstage_member, frontstage_system, frontstage_runtime;
create trigger last_owner_stays after update of owner, disabled_at or delete on person for each row execute function private.last_owner_stays();
