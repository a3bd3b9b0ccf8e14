import { sql } from "kysely";
import type { Tx } from "#platform/database/index.ts";

/**
 * Something that one of the customer's people did in the room, so that it can be shown instead of claimed. `key` names what
 * it was done to: an activity or artefact of the process, a proposal's stage, a kind of appointment; for `joined` nothing.
 */
export interface BuyerAct {
  kind: "activity" | "artefact" | "proposal" | "approved" | "opened" | "discussed" | "agreed" | "joined";
  key: string;
  /** Who did it; for an activity who marked it as done, which can be one of the supplier's. Null when nobody knows. */
  by: string | null;
  at: Date;
}

/**
 * What the customer did, oldest first, from the supplier's whole team's view: activities of theirs that are done, papers
 * they gave or approved, a proposal among them, papers whose standing revision they opened or downloaded, messages about a paper or an activity, appointments
 * they proposed or agreed to, and who of them is in the room. One statement.
 */
export async function buyerActs(tx: Tx, room: string): Promise<BuyerAct[]> {
  const { rows } = await sql<BuyerAct>`
    with buyer as (select id, joined_at, left_at from member where room_id = ${room} and side = 'buyer'),
    paper as (
      select d.id, x.artefact, x.side, d.shared_by, d.shared_at from document_artefact x
      join document d on d.room_id = x.room_id and d.id = x.document_id and d.state = 'current'
      join audience a on a.id = d.audience_id and a.kind <> 'custom'
      where x.room_id = ${room}
    ),
    standing as (
      select p.id, p.artefact, v.id as revision from paper p
      join document_revision v on v.room_id = ${room} and v.document_id = p.id and v.status = 'current'
    ),
    approval as (
      select s.artefact, o.person_id, o.at from standing s
      join document_approval o on o.room_id = ${room} and o.revision_id = s.revision and o.outcome <> 'not-approved'
      join buyer b on b.id = o.person_id
    ),
    reading as (
      select s.artefact, e.actor_id, min(e.at) as at from standing s
      join log_entry e on e.room_id = ${room} and e.subject_id = s.id and e.kind in ('document.opened', 'document.downloaded')
        and e.data ->> 'revisionId' = s.revision::text
      join buyer b on b.id = e.actor_id
      group by s.artefact, e.actor_id
    )
    select 'activity' as kind, y.key, e.actor_id as by, coalesce(e.at, y.actual_end::timestamptz, now()) as at
    from activity y
    left join lateral (
      select l.actor_id, l.at from log_entry l
      where l.room_id = y.room_id and l.subject_id = y.id and l.kind = 'activity.done' order by l.at desc limit 1
    ) e on true
    where y.room_id = ${room} and y.state = 'done'
    union all
    select 'artefact', p.artefact, p.shared_by, p.shared_at from paper p where p.side = 'buyer'
    union all
    select 'proposal', left(y.artefact, -length('-proposal')), y.person_id, y.at from approval y where y.artefact like '%-proposal'
    union all
    select 'approved', y.artefact, y.person_id, y.at from approval y
    union all
    select 'opened', y.artefact, y.person_id, y.at from approval y -- nobody approves what they have not seen
    where not exists (select from reading e where e.artefact = y.artefact and e.actor_id = y.person_id)
    union all
    select 'opened', e.artefact, e.actor_id, e.at from reading e
    union all
    select 'discussed', coalesce(y.key, p.artefact), m.author_id, min(m.sent_at) from thread t
    join audience a on a.id = t.audience_id and a.kind <> 'custom'
    join message m on m.room_id = t.room_id and m.thread_id = t.id and m.withdrawn_at is null
    join buyer b on b.id = m.author_id
    left join activity y on y.room_id = t.room_id and y.id = t.subject_id and t.subject_type = 'activity'
    left join paper p on p.id = t.subject_id and t.subject_type = 'document'
    where t.room_id = ${room} and num_nonnulls(y.key, p.artefact) > 0
    group by 2, m.author_id
    union all
    select 'agreed', i.kind, coalesce(n.person_id, i.proposed_by), coalesce(n.answered_at, i.changed_at) from schedule_item i
    join audience a on a.id = i.audience_id and a.kind <> 'custom'
    left join lateral (
      select s.person_id, s.answered_at from schedule_answer s
      where s.room_id = i.room_id and s.item_id = i.id and s.proposal = i.proposal and s.side = 'buyer' and s.answer = 'agreed'
      order by s.answered_at limit 1
    ) n on true
    where i.room_id = ${room} and i.state in ('agreed', 'done') and (n.person_id is not null or i.proposed_side = 'buyer')
    union all
    select 'joined', '', b.id, b.joined_at from buyer b where b.left_at is null
    order by at`.execute(tx);
  return rows;
}
