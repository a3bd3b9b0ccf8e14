-- The words that comments lie on are the document's: whoever could not look at the page any more (it is withdrawn, a virus was found
-- in it, their right has ended) is not given them by its comments either.
create or replace function private.markup_quotes(room uuid, document uuid, revision uuid) returns table (id uuid, quote jsonb)
language sql stable security definer set search_path = '' as $$
  select p.id, p.quote
  from private.revision_content(room, document, revision, 2) c
  join public.markup m on m.room_id = room and m.document_id = document
  join public.markup_place p on p.room_id = m.room_id and p.markup_id = m.id and p.revision_id = revision
  where p.audience_id = any (array(select private.my_audiences()))
$$;
