-- 0104 had made one function of the rights of one document and of many; 0111 wrote the former anew, with a partner's own told from
-- another partner's, and the register went on asking the latter, which did not know that. One rule, in one place, again.
create or replace function private.levels_among(room uuid, wanted uuid[])
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
    where g.room_id = room and g.audience_id = any (array(select private.my_audiences())) and g.document_id = any (wanted)
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
  where d.room_id = room and d.audience_id = any (array(select private.my_audiences())) and d.id = any (wanted)
  group by d.id
$$;

create or replace function private.document_levels(room uuid, single uuid default null)
returns table (document_id uuid, level integer, may_revise boolean, may_approve boolean, until timestamptz, bound boolean)
language sql stable security definer set search_path = '' as $$
  select l.* from private.levels_among(room, case when single is not null then array[single]
    else array(select d.id from public.document d where d.room_id = room and d.audience_id = any (array(select private.my_audiences()))) end) l
$$;
