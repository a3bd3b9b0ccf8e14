import { z } from "zod";
import { assertNotPast } from "#platform/days.ts";
import { notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { whenFields } from "../model/item.ts";
import { sameTime, showTime, whenOf } from "../model/time.ts";
import { readItems, timeIn } from "../queries/rows.ts";
import {
  audienceFor,
  changed,
  itemAt,
  itemChanges,
  newProposal,
  take,
  target,
  timeColumns,
  timeFrom,
  writeItem,
} from "./change.ts";

/**
 * Proposes another time: as an answer to a proposal, or to change what was agreed. Either way it is a new proposal of
 * the side that makes it, and the other side has to agree (anew). What it replaces is kept beside it until then.
 */
export const moveItem = command({
  name: "schedule.move",
  summary: "Propose another time; where both sides see the item, the other one has to agree anew",
  http: "POST /rooms/{room}/schedule-items/{item}/times",
  capability: "room.talk",
  input: z.object({ ...target, ...whenFields, reason: z.string().trim().max(1000).default("") }),
  output: changed,
  async run({ tx, actor, seat, input, now, emit }) {
    const row = await itemAt(tx, input.room, input.item, input.version);
    if (!seat) throw notFound();
    const { parties } = await audienceFor(tx, input.room, row.audience_id);
    const agreement = take("move", row, seat, parties);
    const [before, time] = [timeIn(row), timeFrom(input)];
    assertNotPast(input.lastDay ?? input.day, now, input.lastDay ? "lastDay" : "day");
    if (sameTime(before, time) && row.state !== "declined" && row.zone === time.zone)
      throw refused("time-unchanged", {}, "day");
    if (row.state === "proposed" && row.proposed_side !== seat.side && seat.side !== "partner")
      await tx
        .insertInto("schedule_answer")
        .values({
          room_id: input.room,
          id: newId(),
          audience_id: row.audience_id,
          item_id: row.id,
          proposal: row.proposal,
          side: seat.side,
          person_id: actor.personId,
          answer: "other-time",
          reason: input.reason,
          answered_at: now,
        })
        .execute();
    const version = await writeItem(
      tx,
      row,
      {
        ...timeColumns(time),
        ...agreement,
        proposal: newProposal(),
        proposed_by: actor.personId,
        previous: agreement.state === "proposed" ? JSON.stringify(showTime(before)) : null,
        reason: "",
      },
      now,
    );
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "meeting.moved",
      subject: { type: "meeting", id: row.id },
      data: {
        kind: row.kind,
        title: row.title,
        from: showTime(before),
        to: showTime(time),
        was: row.state,
        awaits: agreement.awaits,
        ...(input.reason && { reason: input.reason }),
      },
    });
    return { item: row.id, state: agreement.state, version };
  },
  async standing({ tx, actor, input }) {
    const [item] = await readItems(tx, { me: actor.personId, room: input.room, item: input.item });
    if (!item) throw notFound();
    const { day, from, until, lastDay, zone } = whenOf(item.time);
    const fields = { day, from, until, lastDay, zone };
    return { version: item.version, fields, subject: { id: item.id, kinds: itemChanges } };
  },
});
