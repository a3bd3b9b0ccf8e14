import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { dayOf } from "../commands/entry.ts";
import { wording } from "../copy/stored.ts";
import type { Part, Side } from "../model/index.ts";
import { type ActivityState, type Wait, waits } from "../schedule/index.ts";
import { seenAudience } from "./shapes.ts";

export const waitingItem = z.object({
  room: z.object({ id: z.uuid(), name: z.string(), code: z.string() }),
  activity: z.uuid(),
  title: wording,
  audience: seenAudience,
  /** To begin, to finish, or to answer what somebody waits for. */
  kind: z.enum(["start", "finish", "answer"]),
  side: z.enum(["seller", "buyer", "partner"]),
  /** For whom it waits by name; empty: for the lead of the side. */
  people: z.array(z.object({ id: z.uuid(), name: z.string() })),
  /** It waits for the one who asks. */
  mine: z.boolean(),
  note: z.string(),
  due: z.string().nullable(),
  /** Days late; 0 while it is not. */
  late: z.int(),
});
export type WaitingItem = z.infer<typeof waitingItem>;

interface Row {
  room_id: string;
  room_name: string;
  room_code: string;
  my_side: Side;
  my_role: string;
  id: string;
  title: unknown;
  audience: unknown;
  side: "seller" | "buyer";
  state: ActivityState;
  waiting_for: string | null;
  note: string;
  planned_start: string | null;
  planned_end: string | null;
  actual_start: string | null;
  actual_end: string | null;
  held: boolean;
  doers: { side: Side; part: Part; person: string | null; name: string | null }[] | null;
}

/** What waits in one room that a person sees: for that person (`mine`) and for others. One statement. */
export const waitingFor = (tx: Tx, room: string, person: string, now = new Date()) =>
  readWaiting(tx, person, now, room);

/** What waits for a person in all open rooms of theirs, the most overdue first. One statement. */
export const waitingAcross = async (tx: Tx, person: string, now = new Date()): Promise<WaitingItem[]> =>
  (await readWaiting(tx, person, now)).filter(({ mine }) => mine);

/**
 * Activities that run, wait, or are due to begin and not held back by another one, in open rooms. Only rows that the one
 * at work sees are read, so nothing hidden can hold anything back.
 */
async function readWaiting(tx: Tx, person: string, now: Date, room?: string): Promise<WaitingItem[]> {
  const today = dayOf(now);
  const { rows } = await sql<Row>`
    select r.id as room_id, r.name as room_name, r.code as room_code, me.side as my_side, me.role as my_role,
      a.id, a.title, json_build_object('id', au.id, 'kind', au.kind, 'name', au.name) as audience, a.side, a.state, a.waiting_for, a.note,
      a.planned_start, a.planned_end, a.actual_start, a.actual_end,
      exists (select from dependency d join activity n on n.room_id = d.room_id and n.id = d.needs_activity_id
        where d.room_id = a.room_id and d.activity_id = a.id and n.state not in ('done', 'dropped')) as held,
      (select json_agg(json_build_object('side', l.side, 'part', p.part, 'person', m.id, 'name', m.name) order by m.name, l.position, p.part)
        from participant p
        join lane l on l.room_id = p.room_id and l.id = p.lane_id
        left join member m on m.room_id = p.room_id and m.id = p.member_id and m.left_at is null
        where p.room_id = a.room_id and p.activity_id = a.id) as doers
    from member me
    join room r on r.id = me.room_id and r.state in ('open', 'won')
    join activity a on a.room_id = r.id
    join audience au on au.id = a.audience_id
    where me.id = ${person} and me.left_at is null ${room ? sql`and me.room_id = ${room}` : sql``}
      and (a.state in ('running', 'waiting') or (a.state = 'planned' and a.planned_start <= ${today}::date))`.execute(
    tx,
  );
  return rows
    .flatMap((row) => {
      const [wait] = waits([asWaiting(row)], [], today);
      return wait ? [itemOf(row, wait, person)] : [];
    })
    .sort(
      (a, b) =>
        Number(b.mine) - Number(a.mine) ||
        b.late - a.late ||
        (a.due ?? "9999").localeCompare(b.due ?? "9999") ||
        JSON.stringify(a.title).localeCompare(JSON.stringify(b.title)) ||
        a.activity.localeCompare(b.activity),
    );
}

/** A hold by something visible is told to the rule as a dependency on the row itself, which is not behind. */
function asWaiting(row: Row) {
  return {
    key: row.id,
    dependsOn: row.held ? [row.id] : [],
    participants: (row.doers ?? []).map((doer) => ({ ...doer, role: "" })),
    waitsFor: row.waiting_for === "seller" || row.waiting_for === "buyer" ? (row.waiting_for as Side) : null,
    state: row.state,
    plannedStart: row.planned_start,
    plannedEnd: row.planned_end,
    actualStart: row.actual_start,
    actualEnd: row.actual_end,
  };
}

function itemOf(row: Row, wait: Wait, person: string): WaitingItem {
  const names = new Map((row.doers ?? []).map((doer) => [doer.person, doer.name ?? ""]));
  // Nobody is named: it waits for the lead of the side; a partner's work for the lead of the side whose work it is.
  const leads = row.my_role === "lead" && row.my_side === (wait.side === "partner" ? row.side : wait.side);
  return {
    room: { id: row.room_id, name: row.room_name, code: row.room_code },
    activity: row.id,
    title: wording.parse(row.title),
    audience: seenAudience.parse(row.audience),
    kind: wait.kind === "start" || wait.kind === "finish" ? wait.kind : "answer",
    side: wait.side,
    people: wait.people.map((id) => ({ id, name: names.get(id) ?? "" })),
    mine: wait.people.length > 0 ? wait.people.includes(person) : leads,
    note: row.note,
    due: wait.due,
    late: wait.late,
  };
}

/** The same as an operation: what waits in a room. */
query({
  name: "process.waiting",
  summary: "What waits for whom in a room",
  http: "GET /rooms/{room}/waiting",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({ items: z.array(waitingItem) }),
  run: async ({ tx, actor, input, now }) => ({
    items: await waitingFor(tx, input.room, actor.personId, now),
  }),
});
