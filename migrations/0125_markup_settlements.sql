-- How a comment came to stand where it does: each step with who said it, when, and why. Its audience is the comment's.
create table markup_settlement (
  room_id uuid not null,
  id uuid not null,
  audience_id uuid not null,
  markup_id uuid not null,
  state text not null check (state in ('open', 'answered', 'accepted', 'rejected', 'closed')),
  person_id uuid not null,
  at timestamptz not null,
  reason text check (length(reason) between 1 and 1000),
  primary key (room_id, id),
  foreign key (room_id, audience_id) references audience (room_id, id),
  foreign key (room_id, markup_id) references markup (room_id, id) on delete cascade,
  foreign key (room_id, person_id) references member (room_id, id)
);
create index markup_settlement_markup on markup_settlement (room_id, markup_id, at);
select private.guard('markup_settlement', '{select,insert}',
  'person_id = (select private.me()) and exists (select from public.markup m where m.room_id = markup_settlement.room_id
    and m.id = markup_settlement.markup_id and m.audience_id = markup_settlement.audience_id)');

-- What was said before is in the log.
insert into markup_settlement (room_id, id, audience_id, markup_id, state, person_id, at)
select e.room_id, gen_random_uuid(), m.audience_id, m.id, e.data ->> 'state', e.actor_id, e.at
from log_entry e
join markup m on m.room_id = e.room_id and m.id = e.subject_id and m.audience_id = e.audience_id
join member p on p.room_id = e.room_id and p.id = e.actor_id
where e.kind = 'markup.settled' and e.data ->> 'state' in ('open', 'answered', 'accepted', 'rejected', 'closed');
