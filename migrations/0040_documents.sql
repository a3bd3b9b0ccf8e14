-- Documents: the register, revisions, the bytes behind them and their text. Nothing countable crosses the line: numbers,
-- letters, versions and times are given anew when a row moves to a wider audience; what it was before stays in
-- document_memory, in the narrower audience.

-- ---------------------------------------------------------------------------------------------------------------
-- Blobs: what the blob store holds, by hash. Sealed, because whether some content is stored is nobody's business; a
-- person reaches one only through a row they can see. `words` are searched through the same rows, without an index of
-- all words of all rooms, so that the time a search takes tells nothing of what is hidden.
create table blob (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  size bigint not null check (size >= 0),
  type text not null, -- by content alone
  text text not null default '',
  text_state text not null default 'waiting' check (text_state in ('waiting', 'read', 'none', 'failed')),
  words tsvector not null default '',
  pages integer not null default 0,
  created_at timestamptz not null default now(),
  forsaken_at timestamptz -- seen without any row that names it; removed at the next look
);
select private.seal('blob');

-- A file that was received and that no row names yet: the reference is good for one use by one person in one room.
create table upload (
  room_id uuid not null references room (id) on delete cascade,
  id uuid not null,
  person_id uuid not null references person (id),
  blob text not null references blob (hash),
  name text not null,
  type text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  claimed_at timestamptz,
  primary key (room_id, id)
);
create index upload_blob on upload (blob);
select private.seal('upload');

-- ---------------------------------------------------------------------------------------------------------------
create table document (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null,
  side text not null check (side in ('seller', 'buyer', 'partner')), -- whose document it is
  prefix text not null check (prefix ~ '^[[:upper:][:digit:]]{1,6}$'),
  ordinal integer not null check (ordinal > 0),
  number text not null generated always as (prefix || '-' || case when ordinal < 1000 then lpad(ordinal::text, 3, '0') else ordinal::text end) stored,
  title text not null check (length(title) between 1 and 200),
  category text not null,
  discipline text,
  language text,
  artefact text, -- key of the blueprint's artefact that this document is
  state text not null default 'current' check (state in ('current', 'superseded', 'withdrawn')),
  replaced_by uuid,
  reason text not null default '', -- why it was withdrawn or replaced
  shared_at timestamptz not null, -- when it came to this audience
  shared_by uuid not null,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, id, side),
  unique (room_id, audience_id, ordinal),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, shared_by) references member (room_id, id),
  foreign key (room_id, replaced_by) references document (room_id, id)
);
create index document_artefact on document (room_id, artefact) where artefact is not null;
-- Each side changes its own documents only.
select private.guard('document', '{select,insert,update}',
  'exists (select from private.my_role(document.room_id) r where r.side = document.side and r.role not in (''viewer'', ''approver''))');

create table document_revision (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null, -- the document's, or a narrower one
  document_id uuid not null,
  side text not null,
  ordinal integer not null check (ordinal > 0), -- in its document and audience
  blob text not null references blob (hash),
  size bigint not null,
  type text not null,
  extension text not null,
  note text not null default '' check (length(note) <= 2000),
  status text not null default 'current' check (status in ('current', 'superseded', 'withdrawn')),
  reason text not null default '',
  shared_at timestamptz not null, -- when it came to this audience
  shared_by uuid not null,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, document_id, audience_id, ordinal),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id, side) references document (room_id, id, side),
  foreign key (room_id, shared_by) references member (room_id, id)
);
create index document_revision_blob on document_revision (blob);
select private.guard('document_revision', '{select,insert,update}',
  'exists (select from private.my_role(document_revision.room_id) r where r.side = document_revision.side and r.role not in (''viewer'', ''approver''))');

-- What stays behind when something is published: earlier numbers and drafts, notes, the name a file came with.
create table document_memory (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  document_id uuid not null,
  revision_id uuid,
  kind text not null check (kind in ('number', 'draft', 'file')),
  text text not null,
  note text not null default '',
  person_id uuid not null,
  at timestamptz not null,
  primary key (room_id, id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, revision_id) references document_revision (room_id, id),
  foreign key (room_id, person_id) references member (room_id, id)
);
create index document_memory_document on document_memory (room_id, document_id);
select private.guard('document_memory', '{select,insert}');

-- Approvals stand in the audience they were given in and do not move with the revision.
create table document_approval (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  document_id uuid not null,
  revision_id uuid not null,
  person_id uuid not null,
  note text not null default '' check (length(note) <= 2000),
  at timestamptz not null,
  primary key (room_id, id),
  unique (room_id, revision_id, audience_id, person_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, revision_id) references document_revision (room_id, id),
  foreign key (room_id, person_id) references member (room_id, id)
);
create index document_approval_document on document_approval (room_id, document_id);
select private.guard('document_approval', '{select,insert}', 'person_id = (select private.me())');

-- ---------------------------------------------------------------------------------------------------------------
-- Numbers without gaps: one counter an audience, one a document and audience. Sealed; only who is in the audience may
-- draw, and a drawing that is rolled back is as if it had not been.
create table document_counter (audience_id uuid primary key references audience (id) on delete cascade, last integer not null);
create table revision_counter (
  document_id uuid not null, audience_id uuid not null references audience (id) on delete cascade, last integer not null,
  primary key (document_id, audience_id)
);
select private.seal('document_counter');
select private.seal('revision_counter');

grant create on schema private to frontstage_system;

create function private.next_document_number(room uuid, audience uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare given integer;
begin
  if not audience = any (private.my_audiences()) or not exists (select from public.audience a where a.id = audience and a.room_id = room) then
    raise exception 'a number in an audience that the person is not in' using errcode = '42501';
  end if;
  insert into public.document_counter as c (audience_id, last) values (audience, 1)
  on conflict (audience_id) do update set last = c.last + 1 returning last into given;
  return given;
end $$;

create function private.next_revision_number(room uuid, document uuid, audience uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare given integer;
begin
  if not audience = any (private.my_audiences()) or not exists (select from public.audience a where a.id = audience and a.room_id = room)
    or not exists (select from public.document d where d.room_id = room and d.id = document and d.audience_id = any (private.my_audiences())) then
    raise exception 'a number in an audience that the person is not in' using errcode = '42501';
  end if;
  insert into public.revision_counter as c (document_id, audience_id, last) values (document, audience, 1)
  on conflict (document_id, audience_id) do update set last = c.last + 1 returning last into given;
  return given;
end $$;

-- Notes that a person has sent a file. The same reference twice is one upload (a form that was sent twice).
create function private.keep_upload(reference uuid, room uuid, content text, content_size bigint, content_type text, file_name text, file_type text, good_until timestamptz)
returns void language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from private.my_role(room)) then
    raise exception 'an upload for a room that the person is not in' using errcode = '42501';
  end if;
  insert into public.blob (hash, size, type) values (content, content_size, content_type)
  on conflict (hash) do update set forsaken_at = null;
  insert into public.upload (id, room_id, person_id, blob, name, type, expires_at)
  values (reference, room, private.me(), content, file_name, file_type, good_until)
  on conflict (room_id, id) do nothing;
end $$;

-- Uses a reference up. Knowing a file's hash is worth nothing: only who has sent the bytes holds a reference to them.
create function private.claim_upload(reference uuid, room uuid)
returns table (blob text, size bigint, name text, type text)
language plpgsql security definer set search_path = '' as $$
begin
  return query
  update public.upload u set claimed_at = now() from public.blob b
   where u.id = reference and u.room_id = room and u.person_id = private.me() and u.claimed_at is null and u.expires_at > now()
     and b.hash = u.blob
  returning u.blob, b.size, u.name, u.type;
end $$;

-- The name and size of my own upload that waits, so that a form shown again can say what it still has.
create function private.my_upload(reference uuid, room uuid) returns table (name text, size bigint)
language sql stable security definer set search_path = '' as $$
  select u.name, b.size from public.upload u join public.blob b on b.hash = u.blob
  where u.id = reference and u.room_id = room and u.person_id = private.me() and u.claimed_at is null and u.expires_at > now()
$$;

-- Content that nothing names is marked, and removed when it is still so an hour later. Tables that name blobs are held by
-- their foreign keys, those of other features too: what cannot be deleted is in use.
create function private.sweep_blobs() returns setof text
language plpgsql security definer set search_path = '' as $$
declare b record;
begin
  for b in
    select hash, forsaken_at from public.blob
    where created_at < now() - interval '1 day' and (forsaken_at is null or forsaken_at < now() - interval '1 hour')
      and not exists (select from public.document_revision r where r.blob = hash)
      and not exists (select from public.upload u where u.blob = hash)
  loop
    begin
      delete from public.blob where hash = b.hash;
      if b.forsaken_at is null then raise exception 'only looking' using errcode = 'FS001'; end if;
      return next b.hash;
    exception
      when foreign_key_violation then null;
      when sqlstate 'FS001' then update public.blob set forsaken_at = now() where hash = b.hash;
    end;
  end loop;
end $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Search. The words of a text and of a question are reduced in English and Finnish and as they stand; names and codes
-- match by the last.
create function private.text_words(content text) returns tsvector
language sql immutable parallel safe set search_path = '' as $$
  select to_tsvector('pg_catalog.simple', content) || to_tsvector('pg_catalog.english', content) || to_tsvector('pg_catalog.finnish', content)
$$;
create function private.text_question(question text) returns tsquery
language sql immutable parallel safe set search_path = '' as $$
  select websearch_to_tsquery('pg_catalog.simple', question) || websearch_to_tsquery('pg_catalog.english', question) || websearch_to_tsquery('pg_catalog.finnish', question)
$$;

-- Revisions of the room whose text answers the question: those of my audiences that stand now.
create function private.text_matches(room uuid, question text) returns table (document_id uuid, revision_id uuid)
language sql stable security definer set search_path = '' as $$
  select r.document_id, r.id from public.document_revision r
  join public.document d on d.room_id = r.room_id and d.id = r.document_id
  join public.blob b on b.hash = r.blob
  where r.room_id = room and r.audience_id = any (array(select private.my_audiences())) and r.status = 'current'
    and d.audience_id = any (array(select private.my_audiences())) and d.state <> 'withdrawn'
    and b.words @@ private.text_question(question)
$$;

-- Where in the text: a line around the first place, with found words between U+E000 and U+E001.
create function private.text_snippets(room uuid, revisions uuid[], question text) returns table (revision_id uuid, snippet text)
language sql stable security definer set search_path = '' as $$
  select r.id, ts_headline(c.config, place.part, websearch_to_tsquery(c.config, question),
    'MaxWords=24, MinWords=12, ShortWord=2, MaxFragments=1, StartSel=' || chr(57344) || ', StopSel=' || chr(57345))
  from public.document_revision r
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
  where r.room_id = room and r.id = any (revisions) and r.audience_id = any (array(select private.my_audiences())) and r.status = 'current'
    and exists (select from public.document d where d.room_id = room and d.id = r.document_id
      and d.audience_id = any (array(select private.my_audiences())) and d.state <> 'withdrawn')
$$;

alter function private.next_document_number(uuid, uuid) owner to frontstage_system;
alter function private.next_revision_number(uuid, uuid, uuid) owner to frontstage_system;
alter function private.keep_upload(uuid, uuid, text, bigint, text, text, text, timestamptz) owner to frontstage_system;
alter function private.claim_upload(uuid, uuid) owner to frontstage_system;
alter function private.my_upload(uuid, uuid) owner to frontstage_system;
alter function private.sweep_blobs() owner to frontstage_system;
alter function private.text_matches(uuid, text) owner to frontstage_system;
alter function private.text_snippets(uuid, uuid[], text) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.next_document_number(uuid, uuid), private.next_revision_number(uuid, uuid, uuid),
  private.keep_upload(uuid, uuid, text, bigint, text, text, text, timestamptz), private.claim_upload(uuid, uuid), private.my_upload(uuid, uuid), private.sweep_blobs(),
  private.text_words(text), private.text_question(text), private.text_matches(uuid, text), private.text_snippets(uuid, uuid[], text) from public;
grant execute on function private.next_document_number(uuid, uuid), private.next_revision_number(uuid, uuid, uuid),
  private.keep_upload(uuid, uuid, text, bigint, text, text, text, timestamptz), private.claim_upload(uuid, uuid), private.my_upload(uuid, uuid),
  private.text_matches(uuid, text), private.text_snippets(uuid, uuid[], text) to frontstage_member;
grant execute on function private.text_words(text), private.text_question(text), private.sweep_blobs() to frontstage_system;
