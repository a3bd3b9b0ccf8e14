import { z } from "zod";
import { notFound, refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { itemState, wordFields } from "../model/item.ts";
import { showTime } from "../model/time.ts";
import { readItems, timeIn } from "../queries/rows.ts";
import { audienceFor, changed, itemAt, itemChanges, setParticipants, target, writeItem } from "./change.ts";

/** Changes the words of an item: title, place, link, note, and who is wanted. The time is proposed anew elsewhere. */
export const editItem = command({
  name: "schedule.edit",
  summary: "Change the title, place, link, note or participants of an item, not its time",
  http: "PATCH /rooms/{room}/schedule-items/{item}",
  capability: "room.talk",
  input: z.object({ ...target, ...wordFields, participants: z.array(z.uuid()).max(200).default([]) }),
  output: changed,
  async run({ tx, input, now, emit }) {
    const row = await itemAt(tx, input.room, input.item, input.version);
    if (row.state === "cancelled" || row.state === "done") throw refused("item-closed");
    const audience = await audienceFor(tx, input.room, row.audience_id);
    const wanted = await tx
      .selectFrom("schedule_participant")
      .where("room_id", "=", input.room)
      .where("item_id", "=", row.id)
      .select("person_id")
      .execute();
    const before = wanted.map(({ person_id }) => person_id).sort();
    const people = [...new Set(input.participants)].sort();
    const fields: string[] = (["title", "place", "link", "note"] as const).filter(
      (field) => row[field] !== input[field],
    );
    if (before.join() !== people.join()) fields.push("participants");
    if (fields.length === 0) return { item: row.id, state: itemState.parse(row.state), version: row.version };
    const { title, place, link, note } = input;
    const version = await writeItem(tx, row, { title, place, link, note }, now);
    if (fields.includes("participants"))
      await setParticipants(
        tx,
        { room: input.room, id: row.id, audience: row.audience_id },
        people,
        audience.people,
      );
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "meeting.changed",
      subject: { type: "meeting", id: row.id },
      data: {
        kind: row.kind,
        title,
        to: showTime(timeIn(row)),
        fields,
        added: people.filter((id) => !before.includes(id)),
      },
    });
    return { item: row.id, state: itemState.parse(row.state), version };
  },
  async standing({ tx, actor, input }) {
    const [item] = await readItems(tx, { me: actor.personId, room: input.room, item: input.item });
    if (!item) throw notFound();
    const { title, place, link, note, version } = item;
    const participants = item.participants.map(({ id }) => id);
    const fields = { title, place, link, note, participants };
    return { version, fields, subject: { id: item.id, kinds: itemChanges } };
  },
});
