-- The supplier's logo: a small PNG that we made of what an owner gave, beside the settings. Everybody who sees a page sees it.
create or replace function private.deployment() returns jsonb language sql stable security definer set search_path = '' as $$
  select coalesce((select value from public.setting where name = 'deployment'), '{"name": "", "version": 0}')
      || coalesce((select jsonb_build_object('logo', value ->> 'hash') from public.setting where name = 'logo'), '{}')
$$;

create function private.deployment_logo() returns jsonb language sql stable security definer set search_path = '' as $$
  select value from public.setting where name = 'logo'
$$;

-- Null takes it away.
create function private.change_logo(logo jsonb) returns void language plpgsql volatile security definer set search_path = '' as $$
begin
  perform private.owner_lock();
  delete from public.setting where name = 'logo';
  if logo is not null then insert into public.setting (name, value) values ('logo', logo); end if;
end $$;

grant create on schema private to frontstage_system;
alter function private.deployment_logo() owner to frontstage_system;
alter function private.change_logo(jsonb) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke all on function private.deployment_logo(), private.change_logo(jsonb) from public;
grant execute on function private.deployment_logo() to frontstage_member, frontstage_system, frontstage_runtime;
grant execute on function private.change_logo(jsonb) to frontstage_member;
