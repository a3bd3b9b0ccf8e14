import { sql } from "kysely";
import { z } from "zod";
import { quietKinds } from "#features/activity/index.ts";
import { documentsWaiting, documentWaiting } from "#features/documents/index.ts";
import { gatesWaiting, gateWaiting } from "#features/gates/index.ts";
import { commentsWaiting, commentWaiting } from "#features/markup/index.ts";
import { phasesAcross, waitingAcross, waitingItem } from "#features/process/index.ts";
import { role, roomState, side } from "#features/rooms/index.ts";
import { itemShown, nextMeetings, scheduleWaiting } from "#features/schedule/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";

/** Rooms of one answer; who has more filters. */
const mostRooms = 200;

const roomLine = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  customer: z.string(),
  state: roomState,
  side,
  role,
  businessLine: z.string(),
  /** The phase it is in, with its place in the process; null before the process has been started. */
  phase: z.object({ key: z.string(), short: z.record(z.string(), z.string()), position: z.int() }).nullable(),
  /** Others did something since my last visit. */
  news: z.boolean(),
  /** What only the supplier's team knows of the case; null for all others. */
  case: z
    .object({
      value: z.object({ minor: z.int(), currency: z.string() }).nullable(),
      probability: z.int().nullable(),
      expectedDecision: z.iso.date().nullable(),
      openedAt: z.iso.datetime(),
      owner: z.string().nullable(),
    })
    .nullable(),
});
export type RoomLine = z.infer<typeof roomLine>;

/** My rooms and what waits for me in them: the first screen of everybody who is signed in. One round trip. */
export const home = query({
  name: "overview.home",
  summary: "My rooms, what waits for me in them, my next meetings",
  http: "GET /rooms",
  capability: "anyone",
  input: z.object({
    /** Part of the name, the customer or the code. */
    q: z.string().trim().max(100).default(""),
    state: roomState.or(z.literal("all")).default("open"),
    /** Only rooms whose case is mine. */
    mine: z.stringbool().or(z.boolean()).default(false),
  }),
  output: z.object({
    rooms: z.array(roomLine),
    more: z.boolean(),
    waiting: z.array(waitingItem),
    decisions: z.array(gateWaiting),
    documents: z.array(documentWaiting),
    comments: z.array(commentWaiting),
    meetings: z.array(itemShown),
    answers: z.array(itemShown),
  }),
  async run({ tx, actor, input, now }) {
    const [rooms, phases, waiting, decisions, documents, comments, meetings, answers] = await Promise.all([
      readRooms(tx, actor.personId, input),
      phasesAcross(tx),
      waitingAcross(tx, actor.personId, now),
      gatesWaiting(tx, actor.personId, now),
      documentsWaiting(tx, actor.personId, now),
      commentsWaiting(tx, actor.personId, now),
      nextMeetings(tx, actor.personId, now, 5),
      scheduleWaiting(tx, actor.personId),
    ]);
    return {
      rooms: rooms.slice(0, mostRooms).map((room) => ({ ...room, phase: phases.get(room.id) ?? null })),
      more: rooms.length > mostRooms,
      waiting,
      decisions: decisions.filter((one) => one.mine),
      documents: documents.filter((one) => one.mine),
      comments,
      meetings,
      answers,
    };
  },
});

interface Row {
  id: string;
  code: string;
  name: string;
  customer_name: string;
  state: string;
  opened_at: Date;
  side: string;
  role: string;
  business_line: string | null;
  news: boolean;
  case_room: string | null;
  value_minor: number | null;
  currency: string | null;
  probability: number | null;
  expected_decision: string | null;
  owner: string | null;
}

async function readRooms(
  tx: Tx,
  me: string,
  filter: { q: string; state: string; mine: boolean },
): Promise<Omit<RoomLine, "phase">[]> {
  const text = `%${filter.q.replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<Row>`
    select r.id, r.code, r.name, r.customer_name, r.state, m.side, m.role, p.business_line,
      c.room_id as case_room, c.value_minor, c.currency, c.probability, c.expected_decision, o.name as owner,
      -- The log knows when the room was opened, also when it was brought in from elsewhere.
      coalesce((select l.at from log_entry l where l.room_id = r.id and l.audience_id = r.audience_id and l.seq = 1), r.created_at) as opened_at,
      exists (
        select from audience a
        left join mark k on k.audience_id = ${me} and k.room_id = r.id and k.about = a.id
        cross join lateral (
          select from log_entry l where l.room_id = r.id and l.audience_id = a.id and l.seq > coalesce(k.seq, 0)
            and l.actor_id is distinct from ${me} and l.kind !~ ${quietKinds} limit 1
        ) fresh
        where a.room_id = r.id) as news
    from member m
    join room r on r.id = m.room_id
    left join room_profile p on p.room_id = r.id
    left join room_case c on c.room_id = r.id
    left join member o on o.room_id = r.id and o.id = c.owner_id
    where m.id = ${me} and m.left_at is null
      and (${filter.state} = 'all' or r.state = ${filter.state})
      and (${filter.q} = '' or r.name ilike ${text} or r.customer_name ilike ${text} or r.code ilike ${text})
      and (not ${filter.mine} or c.owner_id = ${me})
    order by c.expected_decision nulls last, r.name, r.id
    limit ${mostRooms + 1}`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    customer: row.customer_name,
    state: roomState.parse(row.state),
    side: side.parse(row.side),
    role: role.parse(row.role),
    businessLine: row.business_line ?? "",
    news: row.news,
    case:
      row.case_room === null
        ? null
        : {
            value:
              row.value_minor !== null && row.currency !== null
                ? { minor: row.value_minor, currency: row.currency }
                : null,
            probability: row.probability,
            expectedDecision: row.expected_decision,
            openedAt: row.opened_at.toISOString(),
            owner: row.owner,
          },
  }));
}
