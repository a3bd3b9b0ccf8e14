import { z } from "zod";
import { notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { showTime } from "../model/time.ts";
import { timeIn } from "../queries/rows.ts";
import { changed, itemAt, itemStanding, take, target, writeItem } from "./change.ts";

/** Agrees to a proposal for one's side, or declines it with a reason. */
export const answerItem = command({
  name: "schedule.answer",
  summary: "Agree to what is proposed, or decline it with a reason, for one's side",
  http: "POST /rooms/{room}/schedule-items/{item}/answers",
  capability: "room.talk",
  input: z.object({
    ...target,
    answer: z.enum(["agreed", "declined"]),
    reason: z.string().trim().max(1000).default(""),
  }),
  output: changed,
  standing: itemStanding,
  async run({ tx, actor, seat, input, now, emit }) {
    const row = await itemAt(tx, input.room, input.item, input.version);
    const declined = input.answer === "declined";
    const agreement = take(declined ? "decline" : "agree", row, seat);
    if (!seat) throw notFound();
    if (declined && !input.reason) throw refused("reason-needed", {}, "reason");
    const version = await writeItem(
      tx,
      row,
      {
        ...agreement,
        reason: declined ? input.reason : "",
        ...(agreement.state === "agreed" && { previous: null }),
      },
      now,
    );
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
        answer: input.answer,
        reason: input.reason,
        answered_at: now,
      })
      .execute();
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: declined ? "meeting.declined" : "meeting.agreed",
      subject: { type: "meeting", id: row.id },
      data: {
        kind: row.kind,
        title: row.title,
        to: showTime(timeIn(row)),
        awaits: agreement.awaits,
        ...(input.reason && { reason: input.reason }),
      },
    });
    return { item: row.id, state: agreement.state, version };
  },
});
