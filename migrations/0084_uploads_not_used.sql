-- What was sent to its last byte and not used yet is listed too: its sender need not send it again.
create or replace function private.my_receiving(room uuid, reference uuid)
returns table (id uuid, name text, size bigint, modified bigint, received bigint, digest text, state text, hash text, type text,
  problem jsonb, created_at timestamptz, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select r.id, r.name, r.size, r.modified, r.received, r.digest, r.state, r.hash, r.type, r.problem, r.created_at, r.expires_at
  from public.receiving r
  where r.room_id = room and r.person_id = private.me() and r.expires_at > now()
    and (r.id = reference or (reference is null and (r.state = 'receiving' or (r.state = 'ready' and exists (
      select from public.upload u where u.room_id = room and u.id = r.id and u.claimed_at is null and u.expires_at > now())))))
    and exists (select from private.my_role(room)) and nullif(current_setting('app.viewer_id', true), '') is null
  order by r.created_at
$$;
