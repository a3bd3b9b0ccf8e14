-- Files on their way in parts (tus 1.0). A row says whose file it is, how much of it is safely on the disk and what came
-- of it; the bytes lie below DATA_DIR/uploads under the row's id until they are checked. Sealed: it is its sender's alone,
-- and the sender reaches it through the functions below, as a member of the room at that moment.
create table receiving (
  room_id uuid not null references room (id) on delete cascade,
  id uuid not null, -- tells nothing (UUIDv4); once the file is ready it is also the reference that commands take
  person_id uuid not null references person (id),
  name text not null check (length(name) between 1 and 400),
  size bigint not null check (size > 0),
  modified bigint, -- the file's own time on its sender's device (milliseconds): by it a browser knows the file again
  received bigint not null default 0 check (received between 0 and size), -- forced to the disk
  digest text check (digest ~ '^([0-9a-f]{64}|later|none)$'), -- SHA-256 that the sender found, a promise to tell it at the end (later), or that it cannot be had (none)
  state text not null default 'receiving' check (state in ('receiving', 'ready', 'refused', 'infected')),
  hash text check (hash ~ '^[0-9a-f]{64}$'), -- SHA-256 that we found
  type text,
  problem jsonb, -- why it was refused: code and params
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (room_id, id)
);
create index receiving_person on receiving (person_id) where state = 'receiving';
create index receiving_expiry on receiving (expires_at);
select private.seal('receiving');

-- Whether a virus scanner has seen the content: `none` where no scanner was set, `waiting` where it was away.
alter table blob add column scan text not null default 'none' check (scan in ('none', 'clean', 'waiting', 'infected'));
create index blob_scan on blob (created_at) where scan = 'waiting';

grant create on schema private to frontstage_system;

-- Begins an upload; says `too-many` or `too-much` when the person has more on the way than is allowed, in all rooms together.
create function private.begin_receiving(reference uuid, room uuid, file_name text, file_size bigint, file_modified bigint,
  file_digest text, good_until timestamptz, most integer, most_bytes bigint)
returns text language plpgsql security definer set search_path = '' as $$
declare under_way record;
begin
  if not exists (select from private.my_role(room)) or nullif(current_setting('app.viewer_id', true), '') is not null then
    raise exception 'an upload for a room that the person is not in' using errcode = '42501';
  end if;
  -- Two that begin at once are counted one after the other.
  perform pg_advisory_xact_lock(hashtextextended('receiving ' || private.me()::text, 0));
  select count(*) as files, coalesce(sum(r.size), 0) as bytes into under_way from public.receiving r
   where r.person_id = private.me() and r.state = 'receiving' and r.expires_at > now();
  if under_way.files >= most then return 'too-many'; end if;
  if under_way.bytes + file_size > most_bytes then return 'too-much'; end if;
  insert into public.receiving (room_id, id, person_id, name, size, modified, digest, expires_at)
  values (room, reference, private.me(), file_name, file_size, file_modified, file_digest, good_until);
  return 'begun';
end $$;

-- My uploads in a room that I am in: one, or all that are under way.
create function private.my_receiving(room uuid, reference uuid)
returns table (id uuid, name text, size bigint, modified bigint, received bigint, digest text, state text, hash text, type text,
  problem jsonb, created_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select r.id, r.name, r.size, r.modified, r.received, r.digest, r.state, r.hash, r.type, r.problem, r.created_at, r.expires_at
  from public.receiving r
  where r.room_id = room and r.person_id = private.me() and r.expires_at > now()
    and (r.id = reference or (reference is null and r.state = 'receiving'))
    and exists (select from private.my_role(room)) and nullif(current_setting('app.viewer_id', true), '') is null
  order by r.created_at
$$;

-- What has become of an upload of mine; null leaves a thing as it is. False when it is gone.
create function private.note_receiving(room uuid, reference uuid, now_received bigint, now_digest text, now_state text, now_hash text,
  now_type text, now_problem jsonb, good_until timestamptz)
returns boolean language plpgsql security definer set search_path = '' as $$
begin
  update public.receiving r set
    received = coalesce(now_received, r.received), digest = coalesce(now_digest, r.digest), state = coalesce(now_state, r.state),
    hash = coalesce(now_hash, r.hash), type = coalesce(now_type, r.type),
    problem = case when now_state is null then r.problem else now_problem end, expires_at = coalesce(good_until, r.expires_at)
  where r.room_id = room and r.id = reference and r.person_id = private.me();
  return found;
end $$;

create function private.end_receiving(room uuid, reference uuid)
returns boolean language plpgsql security definer set search_path = '' as $$
begin
  delete from public.receiving r where r.room_id = room and r.id = reference and r.person_id = private.me();
  return found;
end $$;

-- What the scanner said of content that I have sent.
create function private.note_scan(content text, said text)
returns void language sql security definer set search_path = '' as $$
  update public.blob b set scan = said where b.hash = content and b.scan <> 'infected'
    and exists (select from public.upload u where u.blob = content and u.person_id = private.me())
$$;

-- Revisions of a document that the scanner has not seen although one is set, or in which it found something later: those that I can see.
create function private.scans_of(room uuid, document uuid) returns table (id uuid, scan text)
language sql stable security definer set search_path = '' as $$
  select r.id, b.scan from public.document_revision r join public.blob b on b.hash = r.blob
  where r.room_id = room and r.document_id = document and b.scan in ('waiting', 'infected')
    and r.audience_id = any (array(select private.my_audiences()))
$$;

alter function private.begin_receiving(uuid, uuid, text, bigint, bigint, text, timestamptz, integer, bigint) owner to frontstage_system;
alter function private.my_receiving(uuid, uuid) owner to frontstage_system;
alter function private.note_receiving(uuid, uuid, bigint, text, text, text, text, jsonb, timestamptz) owner to frontstage_system;
alter function private.end_receiving(uuid, uuid) owner to frontstage_system;
alter function private.note_scan(text, text) owner to frontstage_system;
alter function private.scans_of(uuid, uuid) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.begin_receiving(uuid, uuid, text, bigint, bigint, text, timestamptz, integer, bigint),
  private.my_receiving(uuid, uuid), private.note_receiving(uuid, uuid, bigint, text, text, text, text, jsonb, timestamptz),
  private.end_receiving(uuid, uuid), private.note_scan(text, text), private.scans_of(uuid, uuid) from public;
grant execute on function private.begin_receiving(uuid, uuid, text, bigint, bigint, text, timestamptz, integer, bigint),
  private.my_receiving(uuid, uuid), private.note_receiving(uuid, uuid, bigint, text, text, text, text, jsonb, timestamptz),
  private.end_receiving(uuid, uuid), private.note_scan(text, text), private.scans_of(uuid, uuid) to frontstage_member;
