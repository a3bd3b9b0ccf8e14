-- What the scanner found something in is given to nobody, by the function itself: whoever serves bytes need not ask.
create or replace function private.revision_content(room uuid, document uuid, revision uuid, need integer)
returns table (hash text, size bigint, type text, extension text)
language sql stable security definer set search_path = '' as $$
  select r.blob, r.size, r.type, r.extension
  from public.document_revision r
  join public.document d on d.room_id = r.room_id and d.id = r.document_id
  join public.blob b on b.hash = r.blob
  join private.document_levels(room, document) l on l.document_id = d.id
  where r.room_id = room and r.document_id = document and r.id = revision and r.audience_id = any (array(select private.my_audiences()))
    and r.status <> 'withdrawn' and d.state <> 'withdrawn' and b.scan <> 'infected' and l.level >= greatest(need, 2)
$$;
