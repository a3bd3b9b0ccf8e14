-- Somebody with no audience at all (a lead who looks as a person with whom they share nothing) sees no rows. Before, the
-- rule failed with an error there, since PostgreSQL cannot put an empty array into `array(select …)`. The nil id is nobody's.
create or replace function private.my_audiences() returns uuid[]
language sql stable security definer set search_path = '' as $$
  select coalesce(array_agg(ap.audience_id), '{00000000-0000-0000-0000-000000000000}')
  from public.audience_person ap
  where ap.person_id = nullif(current_setting('app.person_id', true), '')::uuid
    and (nullif(current_setting('app.viewer_id', true), '') is null
      or exists (select from public.audience_person v
                 where v.audience_id = ap.audience_id
                   and v.person_id = nullif(current_setting('app.viewer_id', true), '')::uuid))
$$;
alter table audience add check (id <> '00000000-0000-0000-0000-000000000000');
