-- What joins invitations and rooms: who brought a partner in, and that the customer's own lead has the last word.

-- Holding a room is for those who are in it.
create function private.hold_my_room(room uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from private.my_role(room)) then raise exception 'no such room' using errcode = '42501'; end if;
  perform private.hold_room(room);
end $$;

-- As in 0020, with the person named apart from the table of that name.
create or replace function private.put_member(room uuid, person uuid, as_role text, in_team text, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare p public.person%rowtype;
begin
  select x.* into strict p from public.person x where x.id = put_member.person;
  if exists (select from public.member m where m.room_id = room and m.id = p.id and m.left_at is null) then
    raise exception 'already-member';
  end if;
  insert into public.member (room_id, id, audience_id, side, role, team, commercial, name, title, company_name, entry_reason)
  select room, p.id, r.audience_id, 'seller', as_role, in_team, true, p.name, p.title, p.company_name, why from public.room r where r.id = room
  on conflict on constraint member_pkey do update set side = 'seller', role = excluded.role, team = excluded.team, commercial = true, host = null,
    name = excluded.name, title = excluded.title, company_name = excluded.company_name, entry_reason = excluded.entry_reason,
    joined_at = now(), left_at = null, version = member.version + 1;
  perform private.seat(room, p.id);
end $$;

-- A partner belongs to the side whose invitation was accepted.
create function private.remember_host() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.member m set host = case new.side when 'partner' then (select a.kind from public.audience a where a.id = new.audience_id) end
   where m.room_id = new.room_id and m.id = new.accepted_by;
  return null;
end $$;

-- An invitation stands while the one who made it could still make it: an invitation by the supplier to the customer's side
-- falls when the customer has a lead of its own.
create or replace function private.invitation_stands(i public.invitation) returns boolean
language sql stable security definer set search_path = '' as $$
  select private.inviting_audience(i.room_id, i.side, i.inviter_id) is not distinct from i.audience_id
$$;

-- A partner leads no side, so nobody is invited as a partner's lead.
alter table invitation add constraint invitation_partner check (side is distinct from 'partner' or role <> 'lead');
alter table member add constraint member_partner check (side <> 'partner' or role <> 'lead');

grant create on schema private to frontstage_system;
alter function private.hold_my_room(uuid) owner to frontstage_system;
alter function private.remember_host() owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.hold_my_room(uuid), private.remember_host() from public;
grant execute on function private.hold_my_room(uuid) to frontstage_member;
create trigger remember_host after update of accepted_at on invitation for each row
  when (old.accepted_at is null and new.accepted_at is not null and new.room_id is not null) execute function private.remember_host();
