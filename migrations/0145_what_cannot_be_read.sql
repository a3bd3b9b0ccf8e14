-- What is known of a content beyond its bytes: that it cannot be opened here (null: it can, or nothing is known yet), and which reader
-- has read its words, so that what an older one has read, or one without LibreOffice, is read again.
alter table blob
  add column closed text check (closed in ('encrypted', 'broken')),
  add column reader smallint not null default 0,
  add column reader_office boolean not null default false;
create index blob_reader on blob (reader, reader_office);

grant create on schema private to frontstage_system;
-- What was found out of content that I have sent.
create function private.note_closed(content text, said text)
returns void language sql security definer set search_path = '' as $$
  update public.blob b set closed = said where b.hash = content
    and exists (select from public.upload u where u.blob = content and u.person_id = private.me())
$$;

-- Of a document's revisions that I can see: those that the scanner has not seen although one is set, or in which it found something
-- later; and those whose file cannot be opened here, for whoever may know more of it than that it exists.
drop function private.scans_of(uuid, uuid);
create function private.scans_of(room uuid, document uuid) returns table (id uuid, scan text, closed text)
language sql stable security definer set search_path = '' as $$
  select r.id, b.scan, case when l.level >= 2 then b.closed end
  from public.document_revision r join public.blob b on b.hash = r.blob
  left join private.document_levels(room, document) l on l.document_id = r.document_id
  where r.room_id = room and r.document_id = document and (b.scan in ('waiting', 'infected') or b.closed is not null)
    and r.audience_id = any (array(select private.my_audiences()))
$$;
alter function private.note_closed(text, text) owner to frontstage_system;
alter function private.scans_of(uuid, uuid) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.note_closed(text, text), private.scans_of(uuid, uuid) from public;
grant execute on function private.note_closed(text, text), private.scans_of(uuid, uuid) to frontstage_member;
