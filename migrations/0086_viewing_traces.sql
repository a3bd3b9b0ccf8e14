-- The code that a watermark carries, one a person and revision: whoever finds a page elsewhere can ask whose it was.
-- Sealed, because a list of codes would let a reader put another's on a picture; one's own comes with one's own pages, and
-- the side whose document it is asks by the code.
create table viewing_trace (
  code text not null unique check (code ~ '^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$'), -- random; tells nothing by itself
  room_id uuid not null,
  document_id uuid not null,
  revision_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (room_id, revision_id, person_id),
  foreign key (room_id, document_id) references document (room_id, id),
  foreign key (room_id, revision_id) references document_revision (room_id, id),
  foreign key (room_id, person_id) references member (room_id, id)
);
select private.seal('viewing_trace');

grant create on schema private to frontstage_system;

-- Gives my code for a revision that I see, made at the first call.
create function private.keep_trace(room uuid, document uuid, revision uuid, moment timestamptz) returns void
language plpgsql security definer set search_path = '' as $$
declare
  b bytea := uuid_send(gen_random_uuid());
  made text := '';
begin
  if not exists (select from private.revision_content(room, document, revision, 2)) then
    raise exception 'a trace of what the person does not see' using errcode = '42501';
  end if;
  -- Bytes 6 and 8 of a random UUID are not wholly random.
  for i in 0..11 loop
    if i not in (6, 8) then made := made || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(b, i) % 32, 1); end if;
  end loop;
  insert into public.viewing_trace (code, room_id, document_id, revision_id, person_id, at)
  values (left(made, 5) || '-' || right(made, 5), room, document, revision, private.me(), moment)
  on conflict (room_id, revision_id, person_id) do nothing;
end $$;

create function private.my_trace(room uuid, revision uuid) returns text
language sql stable security definer set search_path = '' as $$
  select t.code from public.viewing_trace t
  where t.room_id = room and t.revision_id = revision and t.person_id = private.me() and nullif(current_setting('app.viewer_id', true), '') is null
$$;

-- Whose a code is: for those of the document's side who see the revision; of a partner's document, for who shared it.
create function private.trace_of(room uuid, wanted text) returns table (person_id uuid, document_id uuid, revision_id uuid, at timestamptz)
language sql stable security definer set search_path = '' as $$
  select t.person_id, t.document_id, t.revision_id, t.at
  from public.viewing_trace t
  join public.document d on d.room_id = t.room_id and d.id = t.document_id
  join public.document_revision r on r.room_id = t.room_id and r.id = t.revision_id
  where t.room_id = room and t.code = wanted
    and d.audience_id = any (array(select private.my_audiences())) and r.audience_id = any (array(select private.my_audiences()))
    and exists (select from private.my_role(room) m where m.side = d.side)
    and (d.side <> 'partner' or d.shared_by = private.me())
$$;

alter function private.keep_trace(uuid, uuid, uuid, timestamptz) owner to frontstage_system;
alter function private.my_trace(uuid, uuid) owner to frontstage_system;
alter function private.trace_of(uuid, text) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.keep_trace(uuid, uuid, uuid, timestamptz), private.my_trace(uuid, uuid), private.trace_of(uuid, text) from public;
grant execute on function private.keep_trace(uuid, uuid, uuid, timestamptz), private.my_trace(uuid, uuid), private.trace_of(uuid, text) to frontstage_member;
