import { z } from "zod";
import { assertNotPast } from "#platform/days.ts";
import { notFound } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { propose } from "../model/agreement.ts";
import { itemKind, itemState, whenFields, wordFields } from "../model/item.ts";
import { showTime } from "../model/time.ts";
import { audienceFor, newProposal, setParticipants, timeColumns, timeFrom } from "./change.ts";

/** Puts an item on the schedule. Where both sides see it, the other one is asked to agree. */
export const proposeItem = command({
  name: "schedule.propose",
  summary: "Propose a meeting, deadline, delivery or milestone to an audience",
  http: "POST /rooms/{room}/schedule-items",
  capability: "room.talk",
  input: z.object({
    room: z.uuid(),
    audience: z.uuid(),
    kind: itemKind,
    ...wordFields,
    ...whenFields,
    /** Those who are wanted; none: everyone who sees it. */
    participants: z.array(z.uuid()).max(200).default([]),
  }),
  output: z.object({ item: z.uuid(), state: itemState, version: z.int() }),
  async run({ tx, actor, seat, input, now, emit }) {
    if (!seat) throw notFound();
    const time = timeFrom(input);
    assertNotPast(input.lastDay ?? input.day, now, input.lastDay ? "lastDay" : "day");
    const audience = await audienceFor(tx, input.room, input.audience);
    const agreement = propose(audience.parties, seat.side);
    const id = newHiddenId();
    await tx
      .insertInto("schedule_item")
      .values({
        room_id: input.room,
        id,
        audience_id: audience.id,
        kind: input.kind,
        title: input.title,
        place: input.place,
        link: input.link,
        note: input.note,
        ...timeColumns(time),
        state: agreement.state,
        proposal: newProposal(),
        proposed_by: actor.personId,
        proposed_side: agreement.proposedSide,
        awaits: agreement.awaits,
        changed_at: now,
      })
      .execute();
    await setParticipants(
      tx,
      { room: input.room, id, audience: audience.id },
      input.participants,
      audience.people,
    );
    emit({
      room: input.room,
      audience: audience.id,
      kind: "meeting.proposed",
      subject: { type: "meeting", id },
      data: {
        kind: input.kind,
        title: input.title,
        to: showTime(time),
        awaits: agreement.awaits,
        participants: input.participants,
      },
    });
    return { item: id, state: agreement.state, version: 1 };
  },
});
