-- The supplier's lead changes the categories of a running room: adds, renames, retires. A retired one stays with what has it, and is
-- given to nothing any more.
alter table document_category
  add column retired boolean not null default false,
  add column version integer not null default 1;
grant update (title, shelf_title, retired, version) on document_category to frontstage_member;

create or replace function private.category_fits() returns trigger
language plpgsql security definer set search_path = '' as $$
declare kind record;
begin
  select c.audience_id, a.kind = 'room' as shared, c.retired into kind
  from public.document_category c join public.audience a on a.id = c.audience_id
  where c.room_id = new.room_id and c.key = new.category;
  if found then
    if not kind.shared and kind.audience_id <> new.audience_id then
      raise exception 'a category that not everyone who sees the document knows' using errcode = '42501';
    end if;
    if kind.retired and (tg_op = 'INSERT' or new.category <> old.category) then
      raise exception 'a category that is given to nothing any more' using errcode = '23514';
    end if;
  elsif (tg_op = 'INSERT' or new.category <> old.category)
    and exists (select from public.document_category c where c.room_id = new.room_id) then
    raise exception 'a category that the room does not have' using errcode = '23514';
  end if;
  return new;
end $$;
