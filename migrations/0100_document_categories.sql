-- Categories of documents, two levels, as the room's blueprint has them (a room without any has the usual list, which is the
-- application's). A kind that is the supplier's own lies in the supplier's audience: nobody else learns that there is such a kind.
create table document_category (
  room_id uuid not null,
  id uuid not null, -- tells nothing (UUIDv4)
  audience_id uuid not null, -- room, or seller
  key text not null check (key ~ '^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$' and length(key) <= 121), -- shelf.kind
  shelf text not null,
  title jsonb not null, -- by language
  shelf_title jsonb not null,
  position integer not null, -- among what everyone sees; the supplier's own stand between
  primary key (room_id, id),
  unique (room_id, key),
  check (split_part(key, '.', 1) = shelf),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('document_category', '{select,insert}', 'private.on_side(room_id, ''seller'')');

-- Rooms that run a process take the categories of the version they run. That version did not say yet which kinds are the
-- supplier's own: those are in which every artefact is.
insert into document_category (room_id, id, audience_id, key, shelf, title, shelf_title, position)
select s.room_id, gen_random_uuid(), case when own.internal then s.audience_id else p.audience_id end,
  c.shelf ->> 'key' || '.' || (k.kind ->> 'key'), c.shelf ->> 'key', k.kind -> 'title', c.shelf -> 'title',
  1000 * (count(*) filter (where not own.internal) over so_far)::int
    + case when own.internal then row_number() over so_far else 0 end::int
from process_source s
join process p on p.room_id = s.room_id and p.id = s.process_id
cross join lateral jsonb_array_elements(s.content -> 'categories') with ordinality c(shelf, place)
cross join lateral jsonb_array_elements(c.shelf -> 'kinds') with ordinality k(kind, place)
cross join lateral (
  select coalesce(bool_and(a.one ->> 'audience' = 'seller'), false) as internal from jsonb_array_elements(s.content -> 'artefacts') a(one)
  where a.one ->> 'category' = c.shelf ->> 'key' || '/' || (k.kind ->> 'key')
) own
window so_far as (partition by s.room_id order by c.place, k.place);

-- What has been registered until now, under the one list that all rooms had: the same kind of the room's list, else the one that
-- holds it there, when everybody sees it; else it keeps its name, which the usual list still has words for.
alter table document disable trigger user;
with held (was, becomes, choice) as (values
  ('project.background', 'customer.data', 1),
  ('project.minutes', 'management.minutes', 1), ('project.minutes', 'delivery.report', 2), ('project.minutes', 'delivery.record', 3),
  ('project.schedule', 'delivery.plan', 1),
  ('technical.specification', 'solution.requirement', 1),
  ('technical.description', 'technical.specification', 1), ('technical.description', 'solution.design', 2),
  ('technical.drawing', 'technical.layout', 1), ('technical.drawing', 'solution.design', 2),
  ('technical.test', 'delivery.test', 1), ('technical.test', 'delivery.record', 2),
  ('commercial.quotation', 'commercial.proposal', 1), ('commercial.quotation', 'commercial.offer', 2), ('commercial.quotation', 'sale.proposal', 3),
  ('commercial.contract', 'commercial.agreement', 1), ('commercial.contract', 'sale.proposal', 2),
  ('commercial.terms', 'commercial.contract', 1), ('commercial.terms', 'commercial.agreement', 2)
), place as (
  select distinct on (c.room_id, h.was) c.room_id, h.was, h.becomes
  from held h join document_category c on c.key = h.becomes
  join audience a on a.id = c.audience_id and a.kind = 'room'
  where not exists (select from document_category same where same.room_id = c.room_id and same.key = h.was)
  order by c.room_id, h.was, h.choice
), moved as (
  update document d set category = place.becomes from place where d.room_id = place.room_id and d.category = place.was returning 1
)
update expected_document x set category = place.becomes from place where x.room_id = place.room_id and x.category = place.was;
-- In the usual list a quotation is a proposal, as everywhere else.
update document set category = 'commercial.proposal' where category = 'commercial.quotation';
update expected_document set category = 'commercial.proposal' where category = 'commercial.quotation';
-- A document whose kind is the supplier's own is out of sight nowhere else.
update document d set category = 'other.other'
from document_category c join audience a on a.id = c.audience_id
where c.room_id = d.room_id and c.key = d.category and a.kind <> 'room' and d.audience_id <> c.audience_id;
update expected_document x set category = 'other.other'
from document_category c join audience a on a.id = c.audience_id
where c.room_id = x.room_id and c.key = x.category and a.kind <> 'room' and x.audience_id <> c.audience_id;
alter table document enable trigger user;
-- The end of what was registered until now.

-- Everyone who sees a document knows its category, now and later: a kind of the supplier's own is for the supplier's own papers.
-- A category that the room's list does not have can stay, but not be given.
grant create on schema private to frontstage_system;
create function private.category_fits() returns trigger
language plpgsql security definer set search_path = '' as $$
declare kind record;
begin
  select c.audience_id, a.kind = 'room' as shared into kind
  from public.document_category c join public.audience a on a.id = c.audience_id
  where c.room_id = new.room_id and c.key = new.category;
  if found then
    if not kind.shared and kind.audience_id <> new.audience_id then
      raise exception 'a category that not everyone who sees the document knows' using errcode = '42501';
    end if;
  elsif (tg_op = 'INSERT' or new.category <> old.category)
    and exists (select from public.document_category c where c.room_id = new.room_id) then
    raise exception 'a category that the room does not have' using errcode = '23514';
  end if;
  return new;
end $$;
alter function private.category_fits() owner to frontstage_system;
revoke execute on function private.category_fits() from public;
revoke create on schema private from frontstage_system;
create trigger category_fits before insert or update of category, audience_id on document for each row execute function private.category_fits();
create trigger category_fits before insert or update of category, audience_id on expected_document for each row execute function private.category_fits();

-- The category that a revision shall have where it is wished to be shared; null: as it is.
alter table sharing_request add column category text;
