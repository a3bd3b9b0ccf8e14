import { sql } from "kysely";
import { z } from "zod";
import { side } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, seatAllows } from "#platform/operations/index.ts";
import { declareRows } from "#platform/roomlog/index.ts";
import { may } from "../model/agreement.ts";
import { timeShown } from "../model/item.ts";
import { itemShown, readItems } from "./rows.ts";

declareRows("meeting", "schedule_item", sql`title`, (room, id) => `/rooms/${room}/schedule/${id}`);

const answerShown = z.object({
  answer: z.enum(["agreed", "declined", "other-time"]),
  side,
  name: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
});

/** What an entry of the log says of an item; the log is its history. */
const historyShown = z.object({
  kind: z.string(),
  at: z.iso.datetime(),
  name: z.string(),
  from: timeShown.nullable(),
  to: timeShown.nullable(),
  fields: z.array(z.string()),
  reason: z.string(),
});

/** One item with the answers to its proposal, its history, who sees it, and what I may do with it. */
export const scheduleItem = query({
  name: "schedule.item",
  summary: "One item of the schedule with its answers, its history and who sees it",
  http: "GET /rooms/{room}/schedule-items/{item}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), item: z.uuid() }),
  output: z.object({
    item: itemShown,
    answers: z.array(answerShown),
    history: z.array(historyShown),
    /** Everyone who sees it. */
    people: z.array(z.object({ id: z.uuid(), name: z.string(), company: z.string(), side })),
    mySide: side,
    may: z.object({
      answer: z.boolean(),
      move: z.boolean(),
      cancel: z.boolean(),
      finish: z.boolean(),
      change: z.boolean(),
      publish: z.boolean(),
    }),
  }),
  async run({ tx, actor, seat, input }) {
    const [items, answers, history] = await Promise.all([
      readItems(tx, { me: actor.personId, room: input.room, item: input.item }),
      readAnswers(tx, input.room, input.item),
      readHistory(tx, input.room, input.item),
    ]);
    const item = items[0];
    if (!item || !seat) throw notFound();
    const people = await audiencePeople(tx, input.room, item.audience.id);
    const talks = seatAllows(seat, "room.talk") && !actor.viewerId;
    const open = item.state !== "cancelled" && item.state !== "done";
    return {
      item,
      answers,
      history,
      people,
      mySide: seat.side,
      may: {
        answer: talks && may("agree", item, seat.side),
        move: talks && may("move", item, seat.side),
        cancel: talks && may("cancel", item, seat.side),
        finish: talks && may("finish", item, seat.side),
        change: talks && open,
        publish: talks && open && item.audience.kind !== "room" && seatAllows(seat, "room.publish"),
      },
    };
  },
});

/** Answers to the proposal that stands now. */
async function readAnswers(tx: Tx, room: string, item: string) {
  const rows = await tx
    .selectFrom("schedule_answer as s")
    .innerJoin("schedule_item as i", (on) =>
      on.onRef("i.room_id", "=", "s.room_id").onRef("i.id", "=", "s.item_id"),
    )
    .innerJoin("member as m", (on) =>
      on.onRef("m.room_id", "=", "s.room_id").onRef("m.id", "=", "s.person_id"),
    )
    .where("s.room_id", "=", room)
    .where("s.item_id", "=", item)
    .whereRef("s.proposal", "=", "i.proposal")
    .orderBy("s.answered_at")
    .select(["s.answer", "s.side", "s.reason", "s.answered_at", "m.name"])
    .execute();
  return rows.map((row) => ({
    answer: answerShown.shape.answer.parse(row.answer),
    side: side.parse(row.side),
    name: row.name,
    reason: row.reason,
    at: row.answered_at.toISOString(),
  }));
}

const entryData = z.object({
  from: timeShown.nullable().catch(null),
  to: timeShown.nullable().catch(null),
  fields: z.array(z.string()).catch([]),
  reason: z.string().catch(""),
});

async function readHistory(tx: Tx, room: string, item: string) {
  const rows = await tx
    .selectFrom("log_entry as l")
    .leftJoin("member as m", (on) => on.onRef("m.room_id", "=", "l.room_id").onRef("m.id", "=", "l.actor_id"))
    .where("l.room_id", "=", room)
    .where("l.subject_id", "=", item)
    .where("l.subject_type", "=", "meeting")
    .orderBy("l.at", "desc")
    .limit(100)
    .select(["l.kind", "l.at", "l.data", "m.name"])
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    at: row.at.toISOString(),
    name: row.name ?? "",
    ...entryData.parse(row.data ?? {}),
  }));
}

/** The people of an audience that I am in, with the side each belongs to. */
export async function audiencePeople(tx: Tx, room: string, audience: string) {
  const rows = await tx
    .selectFrom("audience_person as ap")
    .innerJoin("member as m", (on) => on.onRef("m.id", "=", "ap.person_id").on("m.room_id", "=", room))
    .where("ap.audience_id", "=", audience)
    .where("ap.room_id", "=", room)
    .where("m.left_at", "is", null)
    .orderBy("m.name")
    .select(["m.id", "m.name", "m.company_name as company", "m.side"])
    .execute();
  return rows.map((row) => ({ ...row, side: side.parse(row.side) }));
}
