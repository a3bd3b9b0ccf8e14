-- A conversation that belongs to a comment on a page follows its document: whoever may not view that (their level is below `view`,
-- their time is over, it is withdrawn or every revision of it that they see is, or they are not among those who see it) does not read,
-- count or meet the conversation anywhere. A row's audience stays the first gate; this is asked besides, of rows that passed it.
-- Conversations about a document as a whole stay: number and title are known to whoever knows that it exists.

-- The audience of the document beside each comment, kept by the key below, so that comments whose readers are others than the
-- document's are found without looking at all comments.
alter table markup add column document_audience uuid default '00000000-0000-0000-0000-000000000000'; -- given by the trigger
create index document_withdrawn on document (audience_id) include (room_id, id) where state = 'withdrawn';
create index document_revision_withdrawn on document_revision (audience_id) include (room_id, document_id) where status = 'withdrawn';
create index document_right_barring on document_right (audience_id) include (room_id, document_id, level, until) where level = 'exists' or until is not null;

grant create on schema private to frontstage_system;
create function private.note_document_audience() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  select d.audience_id into new.document_audience from public.document d where d.room_id = new.room_id and d.id = new.document_id;
  return new;
end $$;

-- Documents among mine whose pages are shut for the person at work. The few that may be are found first, by index; how far the person
-- may really go with them is asked of the one function that knows. In PL/pgSQL, because the plans are kept.
create function private.shut_documents() returns table (room_id uuid, id uuid)
language plpgsql stable security definer set search_path = '' rows 10 as $$
#variable_conflict use_column
declare mine uuid[] := private.my_audiences();
begin
  return query select d.room_id, d.id from public.document d where d.audience_id = any (mine) and d.state = 'withdrawn';
  return query
    select c.room_id, l.document_id from (
      select g.room_id, array_agg(distinct g.document_id) as documents from public.document_right g
      where g.audience_id = any (mine) and (g.level = 'exists' or g.until is not null) and (g.level = 'exists' or g.until <= now())
      group by g.room_id
    ) c
    cross join lateral private.levels_among(c.room_id, c.documents) l
    where l.level < 2;
  return query
    select distinct r.room_id, r.document_id from public.document_revision r
    where r.audience_id = any (mine) and r.status = 'withdrawn' and not exists (
      select from public.document_revision o
      where o.room_id = r.room_id and o.document_id = r.document_id and o.status <> 'withdrawn' and o.audience_id = any (mine));
end $$;

-- Comments on pages that are shut for the person at work, and their threads, by id. Some may come twice.
create function private.shut_comments() returns table (id uuid)
language plpgsql stable security definer set search_path = '' rows 10 as $$
#variable_conflict use_column
declare mine uuid[] := private.my_audiences();
begin
  return query
    select unnest(array[m.id, m.thread_id]) from private.shut_documents() d
    -- Document by document, by index: never by looking at all comments.
    cross join lateral (select k.id, k.thread_id from public.markup k
      where k.room_id = d.room_id and k.document_id = d.id and k.audience_id = any (mine) offset 0) m;
  return query
    select unnest(array[m.id, m.thread_id]) from public.markup m
    where m.audience_id = any (mine) and m.elsewhere and m.document_audience <> all (mine);
end $$;

-- Of a chain of the log that the person may verify, the entries that are withheld from them: each with its hash, and whether that
-- follows from the entry before it. What it says is not given.
create function private.withheld_links(room uuid, audience uuid, after bigint, upto bigint) returns table (seq bigint, hash bytea, sound boolean)
language sql stable security definer set search_path = '' rows 10 as $$
  select e.seq, e.hash, e.hash = sha256(coalesce(p.hash, '\x') || convert_to(e.seq::text || E'\n' || e.body, 'UTF8'))
  from public.log_entry e
  left join public.log_entry p on p.room_id = e.room_id and p.audience_id = e.audience_id and p.seq = e.seq - 1
  where e.room_id = room and e.audience_id = audience and audience = any (array(select private.my_audiences()))
    and e.seq > after and e.seq <= upto and e.subject_id is not null
    and (e.subject_id in (select s.id from private.shut_comments() s)
      or (e.kind in ('markup.imported', 'markup.exported') and e.subject_id in (select s.id from private.shut_documents() s)))
$$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace
    and p.proname in ('note_document_audience', 'shut_documents', 'shut_comments', 'withheld_links')
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to frontstage_member', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;

set local role frontstage_system;
update public.markup m set document_audience = d.audience_id from public.document d where d.room_id = m.room_id and d.id = m.document_id;
reset role;
alter table markup alter column document_audience set not null;
alter table markup add foreign key (room_id, document_id, document_audience) references document (room_id, id, audience_id) on update cascade;
alter table markup add column elsewhere boolean not null generated always as (document_audience <> audience_id) stored;
create index markup_elsewhere on markup (audience_id, document_audience) where elsewhere;
create trigger note_document_audience before insert on markup for each row execute function private.note_document_audience();

-- The rules stay as they were, and this is added to each. An uncorrelated subselect: it is worked out once a statement, and only
-- when a row has come as far as this.
do $$
declare
  p record;
  more text;
begin
  for p in
    select tablename, policyname, qual, with_check from pg_policies
    where schemaname = 'public' and policyname like 'member\_%'
      and tablename in ('thread', 'message', 'message_edit', 'mention', 'markup', 'markup_place', 'markup_settlement', 'markup_imported', 'log_entry')
  loop
    more := case
      when p.tablename in ('thread', 'markup') then 'id not in (select s.id from private.shut_comments() s)'
      when p.tablename = 'message' then 'thread_id not in (select s.id from private.shut_comments() s)'
      when p.tablename in ('message_edit', 'mention') then
        format('exists (select from public.message m where m.room_id = %1$I.room_id and m.id = %1$I.message_id)', p.tablename)
      when p.tablename = 'log_entry' then '(subject_id is null or (subject_id not in (select s.id from private.shut_comments() s)
        and (kind not in (''markup.imported'', ''markup.exported'') or subject_id not in (select s.id from private.shut_documents() s))))'
      else 'markup_id not in (select s.id from private.shut_comments() s)' end;
    execute format('alter policy %I on public.%I%s%s', p.policyname, p.tablename,
      case when p.qual is null then '' else format(' using ((%s) and %s)', p.qual, more) end,
      case when p.with_check is null then '' else format(' with check ((%s) and %s)', p.with_check, more) end);
  end loop;
end $$;
