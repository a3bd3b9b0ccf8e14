import { sql } from "kysely";
import { z } from "zod";
import type { Delegation } from "#features/process/index.ts";
import {
  dayOf,
  delegators,
  isPositive,
  type Outcome,
  type Submission,
  tally,
  type Wording,
  wording,
} from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";

/** A decision that waits for somebody, or a handover. */
export const gateWaiting = z.object({
  room: z.object({ id: z.uuid(), name: z.string() }),
  /** Of the thing: a vote, a condition to fulfil, a handover to answer. */
  kind: z.enum(["vote", "condition", "handover"]),
  id: z.uuid(),
  /** Its screen, below the room's address. */
  path: z.string(),
  title: wording,
  note: z.string(),
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  people: z.array(z.string()),
  mine: z.boolean(),
  due: z.string().nullable(),
  /** Days late. */
  late: z.int(),
});
export type GateWaiting = z.infer<typeof gateWaiting>;

interface Row {
  room_id: string;
  room_name: string;
  kind: "vote" | "condition" | "handover";
  id: string;
  gate: string;
  title: Wording;
  note: string;
  audience_id: string;
  audience_kind: string;
  audience_name: string;
  due: string | null;
  people: { id: string; name: string }[] | null;
  submission: Omit<Submission, "snapshot"> | null;
  votes: { seat: string; outcome: Outcome }[] | null;
  names: { id: string; name: string }[] | null;
  delegations: Delegation[] | null;
}

/**
 * What waits for decision in the rooms that are the asker's (or in one of them): votes, conditions, handovers. Everything in
 * it is the supplier's, so the customer's list is empty. One statement.
 */
export async function gatesWaiting(
  tx: Tx,
  person: string,
  now = new Date(),
  room?: string,
): Promise<GateWaiting[]> {
  const own = room ? sql`and me.room_id = ${room}` : sql``;
  const { rows } = await sql<Row>`
    with rooms as (
      select me.room_id, r.name from member me join room r on r.id = me.room_id and r.state in ('open', 'won')
      where me.id = ${person} and me.left_at is null and me.side = 'seller' ${own}
    )
    select s.room_id, s.name as room_name, 'vote' as kind, g.id, g.id as gate, g.title, '' as note, a.id as audience_id, a.kind as audience_kind, a.name as audience_name,
      null::date as due, null::json as people, r.submission,
      (select json_agg(json_build_object('seat', v.seat, 'outcome', v.outcome)) from gate_vote v where v.room_id = r.room_id and v.round_id = r.id) as votes,
      (select json_agg(json_build_object('id', m.id, 'name', m.name)) from member m where m.room_id = r.room_id and m.side = 'seller' and m.left_at is null) as names,
      (select json_agg(json_build_object('from', d.from_id, 'to', d.to_id, 'since', d.since, 'until', d.until)) from gate_delegation d
        where d.room_id = r.room_id and d.ended_at is null) as delegations
    from rooms s join gate_round r on r.room_id = s.room_id and r.state = 'submitted'
      join gate g on g.room_id = r.room_id and g.id = r.gate_id join audience a on a.id = r.audience_id
    union all
    select s.room_id, s.name, 'condition', c.id, g.id, g.title, c.text, a.id, a.kind, a.name, c.due,
      json_build_array(json_build_object('id', m.id, 'name', m.name)), null::jsonb, null::json, null::json, null::json
    from rooms s join gate_condition c on c.room_id = s.room_id and c.done_at is null
      join gate_vote v on v.room_id = c.room_id and v.id = c.vote_id
      join gate_round r on r.room_id = v.room_id and r.id = v.round_id and r.state = 'decided' and r.decision ->> 'ending' = 'conditional-go'
      join gate g on g.room_id = r.room_id and g.id = r.gate_id join audience a on a.id = c.audience_id
      join member m on m.room_id = c.room_id and m.id = c.owner_id
    union all
    select s.room_id, s.name, 'handover', h.id, h.id, h.title, '', a.id, a.kind, a.name, h.planned_on,
      (select json_agg(json_build_object('id', m.id, 'name', m.name) order by m.name) from handover_person p
        join member m on m.room_id = p.room_id and m.id = p.member_id and m.left_at is null
        where p.room_id = h.room_id and p.handover_id = h.id and p.team = 'receiving'), null::jsonb, null::json, null::json, null::json
    from rooms s join handover_course c on c.room_id = s.room_id and c.state = 'offered'
      join handover h on h.room_id = c.room_id and h.id = c.handover_id join audience a on a.id = c.audience_id`.execute(
    tx,
  );
  const today = dayOf(now);
  return rows
    .map((row): GateWaiting => {
      const people = row.kind === "vote" ? voters(row, today) : (row.people ?? []);
      return {
        room: { id: row.room_id, name: row.room_name },
        kind: row.kind,
        id: row.id,
        path: row.kind === "handover" ? `process/handovers/${row.gate}` : `process/gates/${row.gate}`,
        title: wording.parse(row.title),
        note: row.note,
        audience: { id: row.audience_id, kind: row.audience_kind, name: row.audience_name },
        people: people.map(({ name }) => name),
        mine: people.some(({ id }) => id === person),
        due: row.due,
        late:
          row.due && row.due < today ? Math.round((Date.parse(today) - Date.parse(row.due)) / 86_400_000) : 0,
      };
    })
    .sort((a, b) => b.late - a.late || a.id.localeCompare(b.id));
}

/** Who may vote now: the holders of the seats that are awaited, and whoever stands in for them today. */
function voters(row: Row, today: string): { id: string; name: string }[] {
  if (!row.submission) return [];
  const { rule, seats, by } = row.submission;
  const { awaited } = tally(
    rule,
    seats,
    (row.votes ?? []).map(({ seat, outcome }) => ({ seat, positive: isPositive(outcome) })),
  );
  const holders = new Set(seats.filter(({ key }) => awaited.includes(key)).flatMap((seat) => seat.holders));
  return (row.names ?? []).filter(
    ({ id }) =>
      id !== by &&
      (holders.has(id) || delegators(id, today, row.delegations ?? []).some((from) => holders.has(from))),
  );
}
