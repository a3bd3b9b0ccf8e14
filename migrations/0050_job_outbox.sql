-- Jobs that a command asks for, written in the command's own transaction, so that nothing runs for a command that was
-- rolled back and nothing is forgotten for one that was committed. A relay moves them to the queue (schema pgboss).
create table job_outbox (
  id uuid primary key default gen_random_uuid(),
  place bigint generated always as identity, -- the order of writing
  name text not null check (length(name) between 3 and 80),
  data jsonb not null, -- ids and codes only: a queue is no place for what an audience hides
  key text, -- of several waiting jobs with the same key one is enough
  start_after timestamptz not null default now()
);
create index job_outbox_place on job_outbox (place);
select private.seal('job_outbox');

create function private.enqueue_job(job_name text, job_data jsonb, job_key text, job_start_after timestamptz) returns void
language sql volatile security definer set search_path = '' as $$
  insert into public.job_outbox (name, data, key, start_after) values (job_name, job_data, job_key, coalesce(job_start_after, now()))
$$;
grant create on schema private to frontstage_system;
alter function private.enqueue_job(text, jsonb, text, timestamptz) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.enqueue_job(text, jsonb, text, timestamptz) from public;
grant execute on function private.enqueue_job(text, jsonb, text, timestamptz) to frontstage_member, frontstage_system;
