-- A side may have its lead approve what its people share beyond their own team. The rule and the requests are that side's own.
create table sharing_rule (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- the side's team
  side text not null check (side in ('seller', 'buyer')),
  required boolean not null,
  version integer not null default 1,
  primary key (room_id, id),
  unique (room_id, side),
  foreign key (room_id, audience_id) references audience (room_id, id)
);
select private.guard('sharing_rule', '{select,insert,update}',
  'exists (select from private.my_role(sharing_rule.room_id) r where r.side = sharing_rule.side and r.role = ''lead'') and exists (select from public.audience a where a.id = sharing_rule.audience_id and a.kind = sharing_rule.side)');
revoke update on sharing_rule from frontstage_member;
grant update (required, version) on sharing_rule to frontstage_member;

create table sharing_request (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null, -- the side's team
  side text not null check (side in ('seller', 'buyer')),
  document_id uuid not null,
  revision_id uuid not null,
  to_audience uuid not null,
  title text not null check (length(title) between 1 and 200),
  note text not null default '' check (length(note) <= 2000),
  purpose text not null default 'information' check (purpose in ('information', 'comment', 'approval', 'as-built')),
  valid_until date,
  responsible uuid,
  expected_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'taken-back')),
  reason text not null default '' check (length(reason) <= 500),
  asked_at timestamptz not null,
  asked_by uuid not null,
  decided_at timestamptz,
  decided_by uuid,
  version integer not null default 1,
  primary key (room_id, id),
  check ((state = 'waiting') = (decided_at is null)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, document_id, side) references document (room_id, id, side),
  foreign key (room_id, revision_id) references document_revision (room_id, id),
  foreign key (room_id, to_audience) references audience (room_id, id),
  foreign key (room_id, responsible) references member (room_id, id),
  foreign key (room_id, expected_id) references expected_document (room_id, id),
  foreign key (room_id, asked_by) references member (room_id, id),
  foreign key (room_id, decided_by) references member (room_id, id)
);
create unique index sharing_request_waiting on sharing_request (room_id, revision_id) where state = 'waiting';
create index sharing_request_document on sharing_request (room_id, document_id);
-- Asked by anyone of the side who works; decided by its leads; taken back by who asked.
select private.guard('sharing_request', '{select,insert,update}',
  'exists (select from private.my_role(sharing_request.room_id) r where r.side = sharing_request.side and (r.role = ''lead''
    or (r.role not in (''viewer'', ''approver'') and sharing_request.asked_by = private.me())))');
alter policy member_insert on sharing_request with check (
  audience_id = any (array(select private.my_audiences()))
  and (state = 'waiting' and asked_by = (select private.me())
    and exists (select from audience a where a.id = sharing_request.audience_id and a.kind = sharing_request.side)
    and exists (select from private.my_role(sharing_request.room_id) r where r.side = sharing_request.side and r.role not in ('viewer', 'approver'))));
alter policy member_update on sharing_request with check (
  audience_id = any (array(select private.my_audiences()))
  and (exists (select from private.my_role(sharing_request.room_id) r where r.side = sharing_request.side
    and (r.role = 'lead' or (sharing_request.asked_by = private.me() and sharing_request.state in ('waiting', 'taken-back'))))));
revoke update on sharing_request from frontstage_member;
grant update (state, reason, decided_at, decided_by, version) on sharing_request to frontstage_member;

grant create on schema private to frontstage_system;
-- Whether I may myself put something where others than my own team see it.
create function private.may_share(room uuid, audience uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select not exists (
    select from private.my_role(room) r
    join public.sharing_rule s on s.room_id = room and s.side = r.side and s.required
    where r.role <> 'lead'
      and not exists (select from public.audience a where a.room_id = room and a.id = audience and a.kind = r.side))
$$;
alter function private.may_share(uuid, uuid) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.may_share(uuid, uuid) from public;
grant execute on function private.may_share(uuid, uuid) to frontstage_member;

-- The rule holds whatever the application does: nothing comes to a wider audience, new or moved, past a lead.
create function private.hold_back() returns trigger
language plpgsql set search_path = '' as $$
begin
  if private.me() is not null and not private.may_share(new.room_id, new.audience_id) then
    raise exception 'sharing-needs-approval';
  end if;
  return new;
end $$;
revoke execute on function private.hold_back() from public;
create trigger hold_back_new before insert on document for each row execute function private.hold_back();
create trigger hold_back_moved before update of audience_id on document for each row
  when (new.audience_id is distinct from old.audience_id) execute function private.hold_back();
create trigger hold_back_new before insert on document_revision for each row execute function private.hold_back();
create trigger hold_back_moved before update of audience_id on document_revision for each row
  when (new.audience_id is distinct from old.audience_id) execute function private.hold_back();
