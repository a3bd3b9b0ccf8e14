-- Partners are of many companies, and some were brought by the supplier, some by the customer: that two are partners does not make
-- a paper of the one the other's. A partner's document is changed, revised, shared, limited and withdrawn by who shared it, and by
-- colleagues: of the same company, brought by the same side.
grant create on schema private to frontstage_system;

create function private.of_my_company(room uuid, side text, sharer uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select side <> 'partner' or sharer = private.me() or exists (
    select from public.member m join public.member x on x.room_id = m.room_id
    where m.room_id = room and m.id = private.me() and x.id = sharer and m.side = 'partner' and x.side = 'partner'
      and m.host is not distinct from x.host and m.company_name <> '' and lower(m.company_name) = lower(x.company_name))
$$;

create function private.own_document(room uuid, document uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.document d, private.my_role(room) r
    where d.room_id = room and d.id = document and d.audience_id = any (private.my_audiences())
      and r.side = d.side and private.of_my_company(room, d.side, d.shared_by))
$$;

-- As in 0080, with a partner's own told from another's.
create or replace function private.document_levels(room uuid, single uuid default null)
returns table (document_id uuid, level integer, may_revise boolean, may_approve boolean, until timestamptz, bound boolean)
language sql stable security definer set search_path = '' as $$
  with who as materialized (
    select distinct m.side from public.member m
    where m.room_id = room and m.left_at is null
      and m.id in (private.me(), nullif(current_setting('app.viewer_id', true), '')::uuid)
  ),
  valued as (
    select g.document_id as document, coalesce(g.holder_side, '') as holder, g.until,
      case when g.until <= now() then 1 else array_position('{exists,view,comment,watermarked,original}'::text[], g.level) end as level,
      g.may_revise and g.until is distinct from least(g.until, now()) as may_revise,
      g.may_approve and g.until is distinct from least(g.until, now()) as may_approve
    from public.document_right g
    where g.room_id = room and g.audience_id = any (array(select private.my_audiences()))
      and g.document_id between coalesce(single, '00000000-0000-0000-0000-000000000000') and coalesce(single, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  ),
  given as materialized (
    select v.document, v.holder, max(v.level) as level, bool_or(v.may_revise) as may_revise, bool_or(v.may_approve) as may_approve,
      (array_agg(v.until order by v.level desc, v.until desc nulls first))[1] as until
    from valued v group by v.document, v.holder
  )
  select d.id,
    min(case when w.side = d.side then 5 else coalesce(n.level, s.level, 5) end),
    bool_and(case when w.side = d.side then d.side <> 'partner' or private.of_my_company(room, d.side, d.shared_by)
      else coalesce(n.may_revise, s.may_revise, false) end),
    bool_and(case when w.side = d.side then true else coalesce(n.may_approve, s.may_approve, true) end),
    min(case when n.document is not null then n.until else s.until end),
    bool_or(n.document is not null or s.document is not null)
  from public.document d
  cross join who w
  left join given n on n.document = d.id and n.holder = '' and w.side <> d.side
  left join given s on s.document = d.id and s.holder = w.side and w.side <> d.side
  where d.room_id = room and d.audience_id = any (array(select private.my_audiences()))
    and d.id between coalesce(single, '00000000-0000-0000-0000-000000000000') and coalesce(single, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
  group by d.id
$$;

create or replace function private.may_revise_document(room uuid, document uuid, audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.document d, private.my_role(room) r
    where d.room_id = room and d.id = document and d.audience_id = any (private.my_audiences()) and audience = any (private.my_audiences())
      and r.role not in ('viewer', 'approver')
      and ((r.side = d.side and private.of_my_company(room, d.side, d.shared_by)) or (d.audience_id = audience and d.state = 'current'
        and exists (select from private.document_levels(room, document) l where l.may_revise and l.level >= 2))))
$$;

alter function private.of_my_company(uuid, text, uuid) owner to frontstage_system;
alter function private.own_document(uuid, uuid) owner to frontstage_system;
revoke execute on function private.of_my_company(uuid, text, uuid), private.own_document(uuid, uuid) from public;
grant execute on function private.of_my_company(uuid, text, uuid), private.own_document(uuid, uuid) to frontstage_member;
revoke create on schema private from frontstage_system;

-- The rules of writing stay as they were, and this is added to each.
do $$
declare
  p record;
  more text;
begin
  for p in
    select tablename, policyname, cmd, qual, with_check from pg_policies
    where schemaname = 'public' and (tablename in ('document', 'document_right', 'document_artefact') or (tablename = 'document_revision' and cmd = 'UPDATE'))
      and policyname in ('member_insert', 'member_update', 'member_delete')
  loop
    more := case p.tablename when 'document' then 'private.of_my_company(room_id, side, shared_by)' else 'private.own_document(room_id, document_id)' end;
    execute format('alter policy %I on public.%I%s%s', p.policyname, p.tablename,
      case when p.qual is null then '' else format(' using ((%s) and %s)', p.qual, more) end,
      case when p.with_check is null then '' else format(' with check ((%s) and %s)', p.with_check, more) end);
  end loop;
end $$;
