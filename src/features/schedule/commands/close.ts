import { z } from "zod";
import { refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { showTime } from "../model/time.ts";
import { timeIn } from "../queries/rows.ts";
import { changed, itemAt, itemStanding, take, target, writeItem } from "./change.ts";

/** Cancels what was agreed, or takes one's own proposal back. It stays in the schedule, marked. */
export const cancelItem = command({
  name: "schedule.cancel",
  summary: "Cancel what was agreed, or take one's own side's proposal back",
  http: "POST /rooms/{room}/schedule-items/{item}/cancellation",
  capability: "room.talk",
  input: z.object({ ...target, reason: z.string().trim().max(1000).default("") }),
  output: changed,
  standing: itemStanding,
  async run({ tx, seat, input, now, emit }) {
    const row = await itemAt(tx, input.room, input.item, input.version);
    const agreement = take("cancel", row, seat);
    if (row.state === "agreed" && !input.reason) throw refused("reason-needed", {}, "reason");
    const version = await writeItem(tx, row, { ...agreement, previous: null, reason: input.reason }, now);
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "meeting.cancelled",
      subject: { type: "meeting", id: row.id },
      data: {
        kind: row.kind,
        title: row.title,
        to: showTime(timeIn(row)),
        ...(input.reason && { reason: input.reason }),
      },
    });
    return { item: row.id, state: agreement.state, version };
  },
});

/** Marks an agreed item as done: the meeting was held, the delivery has come. */
export const finishItem = command({
  name: "schedule.finish",
  summary: "Mark an agreed item as done",
  http: "POST /rooms/{room}/schedule-items/{item}/completion",
  capability: "room.talk",
  input: z.object(target),
  output: changed,
  standing: itemStanding,
  async run({ tx, seat, input, now, emit }) {
    const row = await itemAt(tx, input.room, input.item, input.version);
    const agreement = take("finish", row, seat);
    const version = await writeItem(tx, row, agreement, now);
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "meeting.done",
      subject: { type: "meeting", id: row.id },
      data: { kind: row.kind, title: row.title, to: showTime(timeIn(row)) },
    });
    return { item: row.id, state: agreement.state, version };
  },
});
