-- What the virus scanner says of a file is about its content, as is whether it can be opened (0145): whoever may only know that a
-- document exists is told neither.
create or replace function private.scans_of(room uuid, document uuid) returns table (id uuid, scan text, closed text)
language sql stable security definer set search_path = '' as $$
  select r.id, b.scan, b.closed
  from private.document_levels(room, document) l
  join public.document_revision r on r.room_id = room and r.document_id = l.document_id
  join public.blob b on b.hash = r.blob
  where l.level >= 2 and (b.scan in ('waiting', 'infected') or b.closed is not null)
    and r.audience_id = any (array(select private.my_audiences()))
$$;
