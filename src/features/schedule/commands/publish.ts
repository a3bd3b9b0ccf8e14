import { z } from "zod";
import { notFound, refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { propose } from "../model/agreement.ts";
import { wordFields } from "../model/item.ts";
import { showTime } from "../model/time.ts";
import { timeIn } from "../queries/rows.ts";
import { audienceFor, changed, itemAt, itemStanding, newProposal, target, writeItem } from "./change.ts";

/**
 * Shows an item to a wider audience: from then on it is a fresh proposal, as if it had been made there. Its earlier
 * answers and history stay where they were, and its words are those that the publisher has just confirmed.
 */
export const publishItem = command({
  name: "schedule.publish",
  summary: "Propose an item of a narrower audience to a wider one, with the words given here",
  http: "POST /rooms/{room}/schedule-items/{item}/publication",
  capability: "room.publish",
  input: z.object({ ...target, to: z.uuid(), ...wordFields }),
  output: changed,
  standing: itemStanding,
  async run({ tx, actor, seat, input, now, emit }) {
    if (!seat) throw notFound();
    const row = await itemAt(tx, input.room, input.item, input.version);
    if (row.state === "cancelled" || row.state === "done") throw refused("item-closed");
    const from = await audienceFor(tx, input.room, row.audience_id);
    const to = await audienceFor(tx, input.room, input.to);
    const losing = from.people.filter(({ id }) => !to.people.some((person) => person.id === id));
    if (to.id === from.id || losing.length > 0)
      throw refused(
        "audience-not-wider",
        { names: losing.map(({ name }) => name).join(", "), count: losing.length },
        "to",
      );
    const gains = to.people.filter(({ id }) => !from.people.some((person) => person.id === id));
    const agreement = propose(to.parties, seat.side);
    const { title, place, link, note } = input;
    const wanted = await tx
      .selectFrom("schedule_participant")
      .where("room_id", "=", input.room)
      .where("item_id", "=", row.id)
      .select("person_id")
      .execute();
    const version = 1; // nothing countable crosses the line
    await writeItem(
      tx,
      row,
      {
        audience_id: to.id,
        title,
        place,
        link,
        note,
        state: agreement.state,
        proposed_side: agreement.proposedSide,
        awaits: agreement.awaits,
        proposal: newProposal(),
        proposed_by: actor.personId,
        previous: null,
        reason: "",
        version,
      },
      now,
    );
    emit({
      room: input.room,
      audience: from.id,
      kind: "meeting.published",
      subject: { type: "meeting", id: row.id },
      data: { kind: row.kind, title, to: showTime(timeIn(row)), gains: gains.map(({ id }) => id) },
    });
    // To the wider audience it looks like any other proposal.
    emit({
      room: input.room,
      audience: to.id,
      kind: "meeting.proposed",
      subject: { type: "meeting", id: row.id },
      data: {
        kind: row.kind,
        title,
        to: showTime(timeIn(row)),
        awaits: agreement.awaits,
        participants: wanted.map(({ person_id }) => person_id),
      },
    });
    return { item: row.id, state: agreement.state, version };
  },
});
