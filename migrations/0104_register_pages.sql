-- A page of the register asks for the rights and files of its own documents only, however many the room has. The rule stays in one
-- place: what one document or all of a room are asked by is the same function.
grant create on schema private to frontstage_system;

create function private.levels_among(room uuid, wanted uuid[])
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
    bool_and(case when w.side = d.side then true else coalesce(n.may_revise, s.may_revise, false) end),
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

-- What files are like, of the documents of one page.
create function private.facts_among(room uuid, wanted uuid[])
returns table (revision_id uuid, size bigint, type text, extension text)
language sql stable security definer set search_path = '' as $$
  select r.id, r.size, r.type, r.extension
  from private.levels_among(room, wanted) l
  join public.document_revision r on r.room_id = room and r.document_id = l.document_id and r.audience_id = any (array(select private.my_audiences()))
  where l.level >= 2
$$;
alter function private.levels_among(uuid, uuid[]) owner to frontstage_system;
alter function private.facts_among(uuid, uuid[]) owner to frontstage_system;
revoke execute on function private.levels_among(uuid, uuid[]), private.facts_among(uuid, uuid[]) from public;
grant execute on function private.levels_among(uuid, uuid[]), private.facts_among(uuid, uuid[]) to frontstage_member;
revoke create on schema private from frontstage_system;

-- Search asks for the rights of what it has found only. Whether a text holds the words is asked of each revision that the person is in
-- the audience of, one by one, and of no others (0042).
create or replace function private.text_matches(room uuid, question text) returns table (document_id uuid, revision_id uuid)
language sql stable security definer set search_path = '' as $$
  with asked as materialized (select private.text_question(question) as words),
  mine as materialized (
    select r.document_id, r.id, r.blob from public.document_revision r
    join public.document d on d.room_id = room and d.id = r.document_id and d.audience_id = any (array(select private.my_audiences())) and d.state <> 'withdrawn'
    where r.room_id = room and r.audience_id = any (array(select private.my_audiences())) and r.status = 'current'
  ),
  hit as materialized (
    select mine.document_id, mine.id from mine
    where (select b.words @@ (select words from asked) from public.blob b where b.hash = mine.blob)
  )
  select hit.document_id, hit.id from hit
  join private.levels_among(room, array(select distinct h.document_id from hit h)) l on l.document_id = hit.document_id and l.level >= 2
$$;

create or replace function private.text_snippets(room uuid, revisions uuid[], question text) returns table (revision_id uuid, snippet text)
language sql stable security definer set search_path = '' as $$
  with seen as materialized (
    select r.id, r.blob, r.document_id from public.document_revision r
    join public.document d on d.room_id = room and d.id = r.document_id and d.state <> 'withdrawn'
    where r.room_id = room and r.id = any (revisions) and r.audience_id = any (array(select private.my_audiences())) and r.status = 'current'
  ),
  mine as materialized (
    select seen.id, seen.blob from seen
    join private.levels_among(room, array(select s.document_id from seen s)) l on l.document_id = seen.document_id and l.level >= 2
  )
  select r.id, ts_headline(c.config, place.part, websearch_to_tsquery(c.config, question),
    'MaxWords=24, MinWords=12, ShortWord=2, MaxFragments=1, StartSel=' || chr(57344) || ', StopSel=' || chr(57345))
  from mine r
  join public.blob b on b.hash = r.blob
  cross join lateral (
    select conf.config, conf.lexemes from (
      select config, tsvector_to_array(to_tsvector(config, question)) as lexemes
      from unnest('{pg_catalog.simple,pg_catalog.english,pg_catalog.finnish}'::regconfig[]) with ordinality as x(config, place)
    ) conf
    order by (b.words @@ websearch_to_tsquery(conf.config, question)) desc limit 1
  ) c
  cross join lateral (
    select substr(translate(b.text, chr(57344) || chr(57345), ''), greatest(1, coalesce(min(nullif(position(l.lexeme in lower(b.text)), 0)), 1) - 200), 1200) as part
    from unnest(c.lexemes) as l(lexeme)
  ) place
$$;
