-- What is expected: somebody asks a side (or a person of it) for a document. No numbers; a row stays in its audience.
create table expected_document (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  side text not null check (side in ('seller', 'buyer', 'partner')), -- who asks
  asked_side text not null check (asked_side in ('seller', 'buyer', 'partner')),
  asked_person uuid,
  title text not null check (length(title) between 1 and 200),
  category text not null,
  note text not null default '' check (length(note) <= 2000),
  due date,
  state text not null default 'open' check (state in ('open', 'filled', 'dropped')),
  document_id uuid,
  reason text not null default '' check (length(reason) <= 500),
  asked_at timestamptz not null,
  asked_by uuid not null,
  ended_at timestamptz,
  ended_by uuid,
  version integer not null default 1,
  primary key (room_id, id),
  check ((state = 'filled') = (document_id is not null)),
  check ((state = 'open') = (ended_at is null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, asked_person) references member (room_id, id),
  foreign key (room_id, asked_by) references member (room_id, id),
  foreign key (room_id, ended_by) references member (room_id, id)
);
create index expected_document_open on expected_document (room_id, audience_id) where state = 'open';
create index expected_document_document on expected_document (room_id, document_id) where document_id is not null;
-- Who asks writes and changes it, who is asked fills it.
select private.guard('expected_document', '{select,insert,update}',
  'exists (select from private.my_role(expected_document.room_id) r where r.side in (expected_document.side, expected_document.asked_side) and r.role not in (''viewer'', ''approver''))');
alter policy member_insert on expected_document with check (
  audience_id = any (array(select private.my_audiences()))
  and (asked_by = (select private.me()) and exists (select from private.my_role(expected_document.room_id) r
    where r.side = expected_document.side and r.role not in ('viewer', 'approver'))));
revoke update on expected_document from frontstage_member;
grant update (asked_person, title, category, note, due, state, document_id, reason, ended_at, ended_by, version) on expected_document to frontstage_member;

-- Sendings (transmittals): certain revisions to named people. What is in one is read through the documents themselves, so a
-- reader never meets in a sending what they would not meet in the register.
create table sending (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  side text not null check (side in ('seller', 'buyer', 'partner')),
  prefix text not null,
  ordinal integer not null check (ordinal > 0), -- in its audience
  number text not null generated always as (prefix || '-' || lpad(ordinal::text, greatest(3, length(ordinal::text)), '0')) stored,
  subject text not null check (length(subject) between 1 and 200),
  purpose text not null check (purpose in ('information', 'comment', 'approval', 'as-built')),
  note text not null default '' check (length(note) <= 2000),
  sent_at timestamptz not null,
  sent_by uuid not null,
  primary key (room_id, id),
  unique (room_id, audience_id, ordinal),
  unique (room_id, id, audience_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, sent_by) references member (room_id, id)
);
select private.guard('sending', '{select,insert}',
  'sending.sent_by = (select private.me()) and exists (select from private.my_role(sending.room_id) r where r.side = sending.side and r.role not in (''viewer'', ''approver''))');

-- Whether I have sent it: only then may I say what is in it and to whom it goes.
create table sending_item (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  sending_id uuid not null,
  document_id uuid not null,
  revision_id uuid not null,
  place integer not null,
  primary key (room_id, id),
  unique (room_id, sending_id, revision_id),
  foreign key (room_id, sending_id, audience_id) references sending (room_id, id, audience_id),
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, revision_id) references document_revision (room_id, id)
);
create index sending_item_sending on sending_item (room_id, sending_id);
create index sending_item_document on sending_item (room_id, document_id);

create table sending_recipient (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  sending_id uuid not null,
  person_id uuid not null,
  primary key (room_id, id),
  unique (room_id, sending_id, person_id),
  foreign key (room_id, sending_id, audience_id) references sending (room_id, id, audience_id),
  foreign key (room_id, person_id) references member (room_id, id)
);
create index sending_recipient_sending on sending_recipient (room_id, sending_id);

grant create on schema private to frontstage_system;
create function private.sent_by_me(room uuid, wanted uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.sending s where s.room_id = room and s.id = wanted and s.sent_by = private.me()
    and s.audience_id = any (private.my_audiences()))
$$;

-- A revision goes only into a sending whose audience may see it: the revision's audience and the document's hold everyone of it.
create function private.fits_sending(room uuid, audience uuid, document uuid, revision uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.document_revision r join public.document d on d.room_id = r.room_id and d.id = r.document_id
    where r.room_id = room and r.id = revision and d.id = document
      and r.audience_id = any (private.my_audiences()) and d.audience_id = any (private.my_audiences())
      and not exists (select from public.audience_person p where p.audience_id = audience and not (
        exists (select from public.audience_person x where x.audience_id = r.audience_id and x.person_id = p.person_id)
        and exists (select from public.audience_person x where x.audience_id = d.audience_id and x.person_id = p.person_id))))
$$;

create table sending_counter (audience_id uuid primary key references audience (id) on delete cascade, last integer not null);
select private.seal('sending_counter');
create function private.next_sending_number(room uuid, audience uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare given integer;
begin
  if not audience = any (private.my_audiences()) or not exists (select from public.audience a where a.id = audience and a.room_id = room) then
    raise exception 'a number in an audience that the person is not in' using errcode = '42501';
  end if;
  insert into public.sending_counter as c (audience_id, last) values (audience, 1)
  on conflict (audience_id) do update set last = c.last + 1 returning last into given;
  return given;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p where p.pronamespace = 'private'::regnamespace
    and p.proname in ('sent_by_me', 'fits_sending', 'next_sending_number')
  loop
    execute format('alter function %s owner to frontstage_system', f);
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to frontstage_member', f);
  end loop;
end $$;
revoke create on schema private from frontstage_system;

select private.guard('sending_item', '{select,insert}',
  'private.sent_by_me(sending_item.room_id, sending_item.sending_id) and private.fits_sending(sending_item.room_id, sending_item.audience_id, sending_item.document_id, sending_item.revision_id)');
select private.guard('sending_recipient', '{select,insert}',
  'private.sent_by_me(sending_recipient.room_id, sending_recipient.sending_id) and exists (select from public.audience_person p where p.audience_id = sending_recipient.audience_id and p.person_id = sending_recipient.person_id)');
