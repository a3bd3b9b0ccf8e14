-- Sessions: random reference tokens; only their SHA-256 is kept. A person lists and ends their own.
create table session (
  audience_id uuid not null, -- the person's own audience, which has the person's id
  id uuid not null,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null, -- absolute end
  idle_until timestamptz not null, -- sliding end
  method text not null check (method in ('code', 'passkey', 'password', 'invitation', 'owner-link', 'demo', 'oidc')),
  agent text not null default '',
  primary key (audience_id, id),
  foreign key (audience_id) references person (id)
);
select private.guard('session', '{select,delete}', 'audience_id = (select private.me())');
revoke select on session from frontstage_member;
grant select (audience_id, id, created_at, seen_at, expires_at, idle_until, method, agent) on session to frontstage_member;

-- The reader behind a session token, in one round trip before any transaction; slides the idle end at most every five minutes.
create function private.session_reader(hash bytea)
returns table (session_id uuid, person_id uuid, name text, email text, company_name text, staff boolean, owner boolean, locale text, time_zone text, theme text)
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.session s set seen_at = now(), idle_until = now() + interval '7 days'
   where s.token_hash = hash and s.seen_at < now() - interval '5 minutes' and s.idle_until > now() and s.expires_at > now();
  return query
  select s.id, p.id, p.name, p.email, p.company_name, p.staff, p.owner, p.locale, p.time_zone, p.theme
  from public.session s join public.person p on p.id = s.audience_id
  where s.token_hash = hash and s.idle_until > now() and s.expires_at > now() and p.disabled_at is null;
end $$;
grant create on schema private to frontstage_system;
alter function private.session_reader(bytea) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.session_reader(bytea) from public;
grant execute on function private.session_reader(bytea) to frontstage_runtime;
grant usage on schema private to frontstage_runtime;
