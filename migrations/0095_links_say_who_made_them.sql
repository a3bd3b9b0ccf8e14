-- Sign-in links are made by owners of the deployment alone, with a reason that every room of the person can read before the
-- link is used; and what was begun by a link remembers whose link it was, so that nobody decides under another's name.
-- docs/decisions/0095-links-say-who-made-them.md

drop function private.make_sign_in_link(uuid, bytea);
delete from sign_in_link where maker_id is not null and used_at is null;
alter table sign_in_link add column reason text not null default '' check (length(reason) <= 500),
  add column by_mail boolean not null default false; -- was only ever mailed to the address: nobody else has held it

-- Who made the link by which a session began, or the session in which a passkey or password was set; null: nobody but the
-- person had a hand in it (or whoever has the machine with the data).
alter table session add column link_maker_id uuid references person (id);
alter table passkey add column link_maker_id uuid references person (id);
alter table password add column link_maker_id uuid references person (id), add column pending_link_maker_id uuid references person (id);

-- Sessions that began by somebody's link before this was kept: nobody can say any more whose it was, so they end.
delete from session where method = 'link';

-- Whose link the session of this transaction goes back to.
create function private.link_maker() returns uuid
language sql stable security definer set search_path = '' as $$
  select s.link_maker_id from public.session s
   where s.id = nullif(current_setting('app.session_id', true), '')::uuid and s.audience_id = private.me()
$$;

create function private.passkey_link_maker() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.link_maker_id := private.link_maker();
  return new;
end $$;

create or replace function private.begin_password(new_hash text, new_secret text) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.password (person_id, pending_hash, pending_secret, pending_at, pending_link_maker_id)
  values (private.myself(), new_hash, new_secret, now(), private.link_maker())
  on conflict (person_id) do update set pending_hash = excluded.pending_hash, pending_secret = excluded.pending_secret, pending_at = now(),
    pending_link_maker_id = excluded.pending_link_maker_id
$$;

create or replace function private.confirm_password(step bigint, code_hashes bytea[]) returns boolean
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.password set hash = pending_hash, totp_secret = pending_secret, confirmed_at = now(), last_step = step,
    link_maker_id = coalesce(pending_link_maker_id, private.link_maker()),
    pending_hash = null, pending_secret = null, pending_at = null, pending_link_maker_id = null
   where person_id = private.myself() and pending_at > now() - interval '1 hour';
  if not found then return false; end if;
  perform private.set_recovery_codes(code_hashes);
  return true;
end $$;

-- The links that were made for me, for my own security screen.
create function private.my_sign_in_links() returns table (maker text, reason text, made_at timestamptz, used_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select p.name, l.reason, l.created_at, l.used_at from public.sign_in_link l left join public.person p on p.id = l.maker_id
   where l.person_id = private.myself() order by l.created_at desc
$$;

-- Which of my sessions began by somebody's link, and by whose.
create function private.my_link_sessions() returns table (session_id uuid, maker text)
language sql stable security definer set search_path = '' as $$
  select s.id, p.name from public.session s join public.person p on p.id = s.link_maker_id where s.audience_id = private.myself()
$$;

-- Gives an address back to the person it belongs to: the account that took it without proof is shut out and keeps no address.
create function private.free_address(who uuid) returns void
language plpgsql volatile security definer set search_path = '' as $$
begin
  update public.person set email = 'freed-' || id || '@invalid', disabled_at = coalesce(disabled_at, now()), version = version + 1 where id = who;
  delete from public.session where audience_id = who;
  delete from public.passkey where audience_id = who;
  delete from public.password where person_id = who;
  delete from public.recovery_code where person_id = who;
  delete from public.sign_in_link where person_id = who and used_at is null;
  update public.member set left_at = now(), version = version + 1 where id = who and left_at is null;
  perform private.seat(m.room_id, who) from public.member m where m.id = who;
end $$;

grant create on schema private to frontstage_system;
do $$
declare f regprocedure;
begin
  foreach f in array array['private.link_maker()', 'private.passkey_link_maker()', 'private.my_sign_in_links()', 'private.my_link_sessions()',
    'private.free_address(uuid)']::regprocedure[]
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;
grant execute on function private.link_maker(), private.my_sign_in_links(), private.my_link_sessions() to frontstage_member;
create trigger link_maker before insert on passkey for each row execute function private.passkey_link_maker();

-- The database keeps the votes too, whatever the application would let through.
alter policy member_insert on gate_vote with check (audience_id = any (array(select private.my_audiences()))
  and (by_id = (select private.me()) and private.on_side(room_id, 'seller') and (select private.link_maker()) is null));
