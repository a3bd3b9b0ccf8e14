-- What is asked "of the partner" is asked of one company among the partners of a room: it is filled by that company's people (and by
-- who asks). A company is its name and the side that brought it, as in 0111. Without a company it is asked of every partner, as what
-- was asked before this is; with a person, of them. What a partner asks for is changed by their own company.
alter table expected_document add column asked_company text check (length(asked_company) between 1 and 200);
alter table expected_document add column asked_host text check (asked_host in ('seller', 'buyer'));
alter table expected_document add check (asked_company is null or asked_side = 'partner');

set local role frontstage_system;
update public.expected_document x set asked_company = m.company_name, asked_host = m.host
from public.member m
where x.asked_side = 'partner' and m.room_id = x.room_id and m.id = x.asked_person and m.side = 'partner' and m.company_name <> '';
reset role;

grant create on schema private to frontstage_system;

-- Whether a document is asked of me: of my side, and among partners of my company or of myself.
create function private.asked_of_mine(room uuid, side text, company text, host text, person uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.member m
    where m.room_id = room and m.id = private.me() and m.left_at is null and m.side = asked_of_mine.side
      and (m.side <> 'partner' or m.id = person
        or case when company is null then person is null
           else lower(m.company_name) = lower(company) and (asked_of_mine.host is null or m.host is not distinct from asked_of_mine.host) end))
$$;

-- Whether it is I, or mine, who asks.
create function private.asked_by_mine(room uuid, side text, asker uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.my_role(room) r where r.side = asked_by_mine.side) and private.of_my_company(room, side, asker)
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace and p.proname in ('asked_of_mine', 'asked_by_mine')
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to frontstage_member', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;

grant update (asked_company, asked_host) on expected_document to frontstage_member;
-- The rules of writing stay as they were, and this is added to each.
do $$
declare
  p record;
  more constant text := '(private.asked_by_mine(room_id, side, asked_by) or private.asked_of_mine(room_id, asked_side, asked_company, asked_host, asked_person))';
begin
  for p in
    select tablename, policyname, qual, with_check from pg_policies
    where schemaname = 'public' and tablename = 'expected_document' and policyname in ('member_update', 'member_delete')
  loop
    execute format('alter policy %I on public.%I%s%s', p.policyname, p.tablename,
      case when p.qual is null then '' else format(' using ((%s) and %s)', p.qual, more) end,
      case when p.with_check is null then '' else format(' with check ((%s) and %s)', p.with_check, more) end);
  end loop;
end $$;
