-- Rights within an audience: how far somebody who sees a document may go with it. Level: 1 exists, 2 view, 3 comment,
-- 4 a watermarked copy, 5 the original. Without rows everything is as the seat allows; the document's own side always has
-- everything. What lies above somebody's level is withheld here, not by those who write queries: members cannot select
-- those columns at all, they are given by the functions below.
create table document_right (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null, -- about a side: the document's, an open fact for all who see it; about a named group: the group
  document_id uuid not null,
  side text not null, -- the document's
  holder_side text check (holder_side in ('seller', 'buyer', 'partner')),
  holder_audience uuid,
  level text not null check (level in ('exists', 'view', 'comment', 'watermarked', 'original')),
  may_revise boolean not null default false,
  may_approve boolean not null default false,
  until timestamptz, -- from this moment on nothing is left but that it exists
  version integer not null default 1,
  document_audience uuid generated always as (case when holder_audience is null then audience_id end) stored,
  primary key (room_id, id),
  check ((holder_side is null) <> (holder_audience is null)),
  check (holder_side is null or holder_side <> side),
  check (holder_audience is null or holder_audience = audience_id),
  check (level <> 'exists' or not (may_revise or may_approve)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id, side) references document (room_id, id, side)
);
create unique index document_right_side on document_right (room_id, document_id, holder_side) where holder_side is not null;
create unique index document_right_audience on document_right (room_id, document_id, holder_audience) where holder_audience is not null;
select private.guard('document_right', '{select,insert,update,delete}',
  'exists (select from private.my_role(document_right.room_id) r where r.side = document_right.side and r.role in (''lead'', ''contributor''))');

-- A right of a side goes where its document goes, in the same transaction.
alter table document add unique (room_id, id, audience_id);
alter table document_right add foreign key (room_id, document_id, document_audience)
  references document (room_id, id, audience_id) deferrable initially deferred;

-- Who brought a revision, when it was not the document's own side.
alter table document_revision add column by_side text check (by_side in ('seller', 'buyer', 'partner') and by_side <> side);

grant create on schema private to frontstage_system;

-- How far the person at work may go, for every document of the room that they see (or for one). A right of a named group
-- that one is in beats that of one's side: the most permissive of the groups. While somebody looks as somebody else: the
-- less of what both may, since only what both may see is shown.
create function private.document_levels(room uuid, single uuid default null)
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
    bool_and(case when w.side = d.side then true else coalesce(n.may_revise, s.may_revise, false) end),
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

create function private.may_comment(room uuid, document uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.document_levels(room, document) l where l.level >= 3)
$$;

create function private.may_write_in(room uuid, thread uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (select from public.thread t
    where t.room_id = room and t.id = thread and t.subject_type = 'document' and not private.may_comment(room, t.subject_id))
$$;

create function private.may_approve_document(room uuid, document uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from private.document_levels(room, document) l where l.may_approve and l.level >= 2)
$$;

-- Whether I may bring a revision of this document to this audience: my own side's anywhere; another side's, when the right is
-- given, for all who see the document.
create function private.may_revise_document(room uuid, document uuid, audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.document d, private.my_role(room) r
    where d.room_id = room and d.id = document and d.audience_id = any (private.my_audiences()) and audience = any (private.my_audiences())
      and r.role not in ('viewer', 'approver')
      and (r.side = d.side or (d.audience_id = audience and d.state = 'current'
        and exists (select from private.document_levels(room, document) l where l.may_revise and l.level >= 2))))
$$;

-- Whether somebody of my side has sent these bytes to this room: a revision cannot be made from bytes that one only knows of.
create function private.my_side_sent(room uuid, content text) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.upload u join public.member m on m.room_id = u.room_id and m.id = u.person_id, private.my_role(room) r
    where u.blob = content and u.room_id = room and m.side = r.side)
$$;

-- The revision that stood in an audience until now is superseded by the one that comes, whoever had brought it.
create function private.supersede_standing(room uuid, document uuid, audience uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not private.may_revise_document(room, document, audience) then
    raise exception 'a revision that the person may not replace' using errcode = '42501';
  end if;
  update public.document_revision r set status = 'superseded', version = r.version + 1
   where r.room_id = room and r.document_id = document and r.audience_id = audience and r.status = 'current';
end $$;

create or replace function private.next_revision_number(room uuid, document uuid, audience uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare given integer;
begin
  if not exists (select from public.audience a where a.id = audience and a.room_id = room)
    or not private.may_revise_document(room, document, audience) then
    raise exception 'a number in an audience that the person is not in' using errcode = '42501';
  end if;
  insert into public.revision_counter as c (document_id, audience_id, last) values (document, audience, 1)
  on conflict (document_id, audience_id) do update set last = c.last + 1 returning last into given;
  return given;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What lies above "that it exists". Each gives rows only to who may go that far.

-- The bytes behind a revision: the only way of a member to its hash for serving. `need` is the level, at least 2.
create function private.revision_content(room uuid, document uuid, revision uuid, need integer)
returns table (hash text, size bigint, type text, extension text)
language sql stable security definer set search_path = '' as $$
  select r.blob, r.size, r.type, r.extension
  from public.document_revision r
  join public.document d on d.room_id = r.room_id and d.id = r.document_id
  join private.document_levels(room, document) l on l.document_id = d.id
  where r.room_id = room and r.document_id = document and r.id = revision and r.audience_id = any (array(select private.my_audiences()))
    and r.status <> 'withdrawn' and d.state <> 'withdrawn' and l.level >= greatest(need, 2)
$$;

-- The hash as evidence of what was decided on, for who may view it.
create function private.revision_hash(room uuid, revision uuid) returns text
language sql stable security definer set search_path = '' as $$
  select c.hash from public.document_revision r cross join lateral private.revision_content(room, r.document_id, r.id, 2) c
  where r.room_id = room and r.id = revision
$$;

-- What files are like, for lists.
create function private.revision_facts(room uuid, single uuid default null)
returns table (revision_id uuid, size bigint, type text, extension text)
language sql stable security definer set search_path = '' as $$
  select r.id, r.size, r.type, r.extension
  from private.document_levels(room, single) l
  join public.document_revision r on r.room_id = room and r.document_id = l.document_id and r.audience_id = any (array(select private.my_audiences()))
  where l.level >= 2
$$;

-- Notes at a document's revisions and approvals and in its memory, by the id of what they stand at.
create function private.document_notes(room uuid, document uuid) returns table (id uuid, note text)
language sql stable security definer set search_path = '' as $$
  select n.id, n.note from private.document_levels(room, document) l
  join lateral (
    select r.id, r.audience_id, r.note from public.document_revision r where r.room_id = room and r.document_id = l.document_id
    union all select p.id, p.audience_id, p.note from public.document_approval p where p.room_id = room and p.document_id = l.document_id
    union all select e.id, e.audience_id, e.note from public.document_memory e where e.room_id = room and e.document_id = l.document_id
  ) n on n.audience_id = any (array(select private.my_audiences()))
  where l.level >= 2
$$;

create or replace function private.text_matches(room uuid, question text) returns table (document_id uuid, revision_id uuid)
language sql stable security definer set search_path = '' as $$
  with asked as materialized (select private.text_question(question) as words),
  mine as materialized (
    select r.document_id, r.id, r.blob from private.document_levels(room) l
    join public.document d on d.room_id = room and d.id = l.document_id
    join public.document_revision r on r.room_id = d.room_id and r.document_id = d.id
    where r.audience_id = any (array(select private.my_audiences())) and r.status = 'current' and d.state <> 'withdrawn' and l.level >= 2
  )
  select mine.document_id, mine.id from mine
  where (select b.words @@ (select words from asked) from public.blob b where b.hash = mine.blob)
$$;

create or replace function private.text_snippets(room uuid, revisions uuid[], question text) returns table (revision_id uuid, snippet text)
language sql stable security definer set search_path = '' as $$
  with mine as materialized (
    select r.id, r.blob from private.document_levels(room) l
    join public.document d on d.room_id = room and d.id = l.document_id
    join public.document_revision r on r.room_id = d.room_id and r.document_id = d.id
    where r.id = any (revisions) and r.audience_id = any (array(select private.my_audiences())) and r.status = 'current'
      and d.state <> 'withdrawn' and l.level >= 2
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

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace and p.proname in (
    'document_levels', 'may_comment', 'may_write_in', 'may_approve_document', 'may_revise_document', 'my_side_sent', 'supersede_standing',
    'revision_content', 'revision_hash', 'revision_facts', 'document_notes')
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to frontstage_member', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;

-- ---------------------------------------------------------------------------------------------------------------
-- Columns that only those functions give, and columns that a member's update may touch. Whoever adds a column grants it.
revoke select, update on document_revision from frontstage_member;
grant select (room_id, id, audience_id, document_id, side, by_side, ordinal, status, reason, shared_at, shared_by, version)
  on document_revision to frontstage_member;
grant update (audience_id, ordinal, status, reason, note, shared_at, shared_by, version) on document_revision to frontstage_member;
revoke select on document_approval from frontstage_member;
grant select (room_id, id, audience_id, document_id, revision_id, person_id, at) on document_approval to frontstage_member;
revoke select on document_memory from frontstage_member;
grant select (room_id, id, audience_id, document_id, revision_id, kind, text, person_id, at) on document_memory to frontstage_member;

-- The rule stays as it is everywhere; what follows it is what each needs.
alter policy member_insert on document_revision with check (
  audience_id = any (array(select private.my_audiences()))
  and (exists (select from private.my_role(document_revision.room_id) r
      where r.side = coalesce(document_revision.by_side, document_revision.side) and r.role not in ('viewer', 'approver'))
    and private.may_revise_document(room_id, document_id, audience_id) and private.my_side_sent(room_id, blob)));
alter policy member_insert on document_approval with check (
  audience_id = any (array(select private.my_audiences()))
  and (person_id = (select private.me()) and private.may_approve_document(room_id, document_id)));
alter policy member_insert on thread with check (
  audience_id = any (array(select private.my_audiences()))
  and (subject_type <> 'document' or private.may_comment(room_id, subject_id)));
alter policy member_insert on message with check (
  audience_id = any (array(select private.my_audiences()))
  and (author_id = (select private.me()) and private.may_write_in(room_id, thread_id)));
