-- Mark-up: comments that lie on a page. Each is a thread (and has its audience for ever) with a shape on a revision. Numbers are
-- given within a document and audience, so that the customer cannot tell how many comments its supplier keeps to itself.
create table markup (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- its thread's
  thread_id uuid not null,
  document_id uuid not null,
  revision_id uuid not null, -- the one it was made on
  ordinal integer not null check (ordinal > 0), -- in its document and audience
  kind text not null check (kind in ('pin', 'area', 'highlight', 'strike', 'ink', 'arrow')),
  state text not null default 'open' check (state in ('open', 'answered', 'accepted', 'rejected', 'closed')),
  author_id uuid not null,
  made_at timestamptz not null,
  assigned_to uuid,
  due_on date,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, thread_id),
  unique (room_id, document_id, audience_id, ordinal),
  foreign key (room_id, thread_id, audience_id) references thread (room_id, id, audience_id) on delete cascade,
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, revision_id) references document_revision (room_id, id),
  foreign key (room_id, author_id) references member (room_id, id),
  foreign key (room_id, assigned_to) references member (room_id, id)
);
create index markup_assigned on markup (assigned_to) where assigned_to is not null and state = 'open';
select private.guard('markup', '{select,insert,update}');
revoke update on markup from frontstage_member;
grant update (state, assigned_to, due_on, version) on markup to frontstage_member;

-- Where it lies on one revision. Its audience is the markup's, or that of a draft which fewer people see: from a place on a
-- draft everybody in the markup's audience would learn that there is a draft.
create table markup_place (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  markup_id uuid not null,
  revision_id uuid not null,
  how text not null check (how in ('made', 'carried', 'moved', 'lost')),
  page integer check (page >= 0), -- from 0; null when it has no place
  shape jsonb, -- in the PDF's own points
  quote jsonb, -- the words it lies on or next to, and those around: { exact, prefix, suffix }
  starts integer, -- where those words begin in the page's text, and end
  ends integer,
  placed_at timestamptz not null,
  primary key (room_id, id),
  unique (room_id, markup_id, revision_id, audience_id),
  check ((how = 'lost') = (page is null)),
  check ((page is null) = (shape is null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, markup_id) references markup (room_id, id) on delete cascade,
  foreign key (room_id, revision_id) references document_revision (room_id, id)
);
create index markup_place_revision on markup_place (room_id, revision_id);
select private.guard('markup_place', '{select,insert,update}',
  'exists (select from public.markup m where m.room_id = markup_place.room_id and m.id = markup_place.markup_id)');
revoke select, update on markup_place from frontstage_member;
grant select (room_id, id, audience_id, markup_id, revision_id, how, page, shape, placed_at) on markup_place to frontstage_member;
grant update (how, page, shape, quote, starts, ends, placed_at) on markup_place to frontstage_member;

-- Numbers without gaps, one row a document and audience. Sealed; only who is in the audience may draw.
create table markup_counter (
  room_id uuid not null, document_id uuid not null, audience_id uuid not null references audience (id) on delete cascade, last integer not null,
  primary key (room_id, document_id, audience_id)
);
select private.seal('markup_counter');

grant create on schema private to frontstage_system;
create function private.next_markup_number(room uuid, document uuid, audience uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare given integer;
begin
  if not audience = any (private.my_audiences()) or not exists (select from public.audience a where a.id = audience and a.room_id = room)
    or not exists (select from public.document d where d.room_id = room and d.id = document and d.audience_id = any (private.my_audiences())) then
    raise exception 'a number in an audience that the person is not in' using errcode = '42501';
  end if;
  insert into public.markup_counter as c (room_id, document_id, audience_id, last) values (room, document, audience, 1)
  on conflict (room_id, document_id, audience_id) do update set last = c.last + 1 returning last into given;
  return given;
end $$;
alter function private.next_markup_number(uuid, uuid, uuid) owner to frontstage_system;

-- The words that comments lie on are words of the document: only who may view it is given them.
create function private.markup_quotes(room uuid, document uuid, revision uuid) returns table (id uuid, quote jsonb)
language sql stable security definer set search_path = '' as $$
  select p.id, p.quote
  from private.document_levels(room, document) l
  join public.markup m on m.room_id = room and m.document_id = l.document_id
  join public.markup_place p on p.room_id = m.room_id and p.markup_id = m.id
  where l.level >= 2 and p.revision_id = revision and p.audience_id = any (array(select private.my_audiences()))
$$;
alter function private.markup_quotes(uuid, uuid, uuid) owner to frontstage_system;
revoke execute on function private.markup_quotes(uuid, uuid, uuid) from public;
grant execute on function private.markup_quotes(uuid, uuid, uuid) to frontstage_member;
revoke create on schema private from frontstage_system;
revoke execute on function private.next_markup_number(uuid, uuid, uuid) from public;
grant execute on function private.next_markup_number(uuid, uuid, uuid) to frontstage_member;
