-- Handovers as they run: the teams, the checklist, who offered and who answered. All the supplier's; the customer is told that
-- responsibility moved and who leads now.
create table handover_course (
  room_id uuid not null,
  handover_id uuid not null,
  audience_id uuid not null, -- the definition's
  state text not null default 'preparing' check (state in ('preparing', 'offered', 'accepted', 'refused')),
  version integer not null default 1,
  primary key (room_id, handover_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade
);
select private.guard('handover_course', '{select,insert,update}',
  'exists (select from private.my_role(handover_course.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');

create table handover_person (
  room_id uuid not null,
  handover_id uuid not null,
  member_id uuid not null,
  audience_id uuid not null,
  team text not null check (team in ('sending', 'receiving')),
  leads boolean not null default false, -- of the receiving team: leads the side once it is accepted
  primary key (room_id, handover_id, member_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade,
  foreign key (room_id, member_id) references member (room_id, id)
);
select private.guard('handover_person', '{select,insert,update,delete}',
  'exists (select from private.my_role(handover_person.room_id) r where r.side = ''seller'' and r.role = ''lead'')');

create table handover_item (
  room_id uuid not null,
  handover_id uuid not null,
  key text not null,
  audience_id uuid not null,
  done boolean not null,
  note text not null default '' check (length(note) <= 1000),
  by_id uuid not null,
  at timestamptz not null,
  primary key (room_id, handover_id, key),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade,
  foreign key (room_id, by_id) references member (room_id, id)
);
select private.guard('handover_item', '{select,insert,update}',
  'exists (select from private.my_role(handover_item.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');

-- Every offer with its answer.
create table handover_turn (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  handover_id uuid not null,
  offered_by uuid not null,
  offered_at timestamptz not null,
  answer text check (answer in ('accepted', 'refused')),
  answered_by uuid,
  answered_at timestamptz,
  reason text not null default '' check (length(reason) <= 2000),
  primary key (room_id, id),
  check (num_nonnulls(answer, answered_by, answered_at) in (0, 3)),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade,
  foreign key (room_id, offered_by) references member (room_id, id),
  foreign key (room_id, answered_by) references member (room_id, id)
);
create unique index handover_turn_open on handover_turn (room_id, handover_id) where answer is null;
select private.guard('handover_turn', '{select,insert,update}',
  'exists (select from private.my_role(handover_turn.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');
revoke update on handover_turn from frontstage_member;
grant update (answer, answered_by, answered_at, reason) on handover_turn to frontstage_member;

-- That it has happened, for those who see the handover.
create table handover_notice (
  room_id uuid not null,
  handover_id uuid not null,
  audience_id uuid not null, -- the handover's
  passed_on date not null,
  lead_id uuid, -- who leads since
  primary key (room_id, handover_id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, handover_id) references handover (room_id, id) on delete cascade,
  foreign key (room_id, lead_id) references member (room_id, id)
);
select private.guard('handover_notice', '{select,insert}',
  'exists (select from private.my_role(handover_notice.room_id) r where r.side = ''seller'' and r.role <> ''viewer'')');

-- Makes the chosen person of the receiving team the supplier's lead, in place of the leads of the sending team. Called by a person
-- of the receiving team while the handover is offered to them and changes who leads; the side is never without a lead, since
-- the new one comes first.
create function private.take_lead(room uuid, handover uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare taking uuid;
begin
  perform private.hold_room(room);
  if not exists (select from private.my_role(room) r where r.side = 'seller' and r.role <> 'viewer')
    or not exists (select from public.handover_person p where p.room_id = room and p.handover_id = handover and p.team = 'receiving' and p.member_id = private.me())
    or not exists (select from public.handover_course c join public.handover_definition d on d.room_id = c.room_id and d.handover_id = c.handover_id
                    where c.room_id = room and c.handover_id = handover and c.state = 'offered' and (d.definition ->> 'changesLead')::boolean) then
    raise exception 'not offered to you' using errcode = '42501';
  end if;
  select p.member_id into taking from public.handover_person p
    join public.member m on m.room_id = p.room_id and m.id = p.member_id and m.left_at is null and m.side = 'seller'
    join public.person q on q.id = m.id and q.disabled_at is null
   where p.room_id = room and p.handover_id = handover and p.team = 'receiving' and p.leads;
  if taking is null then raise exception 'handover-no-lead'; end if;
  update public.member m set role = 'lead', version = version + 1 where m.room_id = room and m.id = taking and m.role <> 'lead';
  perform private.seat(room, taking);
  update public.member m set role = 'contributor', version = version + 1
   where m.room_id = room and m.id <> taking and m.side = 'seller' and m.role = 'lead' and m.left_at is null
     and exists (select from public.handover_person p where p.room_id = room and p.handover_id = handover and p.team = 'sending' and p.member_id = m.id);
  return taking;
end $$;
grant create on schema private to frontstage_system;
alter function private.take_lead(uuid, uuid) owner to frontstage_system;
revoke create on schema private from frontstage_system;
revoke execute on function private.take_lead(uuid, uuid) from public;
grant execute on function private.take_lead(uuid, uuid) to frontstage_member;
