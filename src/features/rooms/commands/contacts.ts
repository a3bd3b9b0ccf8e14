import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";

const subject = (person: string) => ({ type: "member", id: person });

/** The room's audience, when the person is a member whom I may show as a contact. */
async function shown(tx: Tx, room: string, person: string, mySide: string | undefined) {
  const row = await tx
    .selectFrom("member")
    .select(["audience_id", "name", "side", "host"])
    .where("room_id", "=", room)
    .where("id", "=", person)
    .where("left_at", "is", null)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.side !== mySide && !(row.side === "partner" && (row.host ?? mySide) === mySide))
    throw forbidden("not-your-side");
  return row;
}

/** Shows somebody of the own side as a main contact, with what everyone in the room may use to reach them. */
export const showContact = command({
  name: "contacts.show",
  summary: "Shows a member of the own side as a main contact, or changes what is shown",
  http: "PUT /rooms/{room}/contacts/{person}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    person: z.uuid(),
    /** Left out when the person is not a contact yet. */
    version: z.int().optional(),
    subject: z.string().trim().max(200).default(""),
    phone: z.string().trim().max(60).default(""),
    email: z.union([z.literal(""), z.email().max(254)]).default(""),
    place: z.int().min(1).max(99).default(1),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const member = await shown(tx, input.room, input.person, seat?.side);
    const values = { subject: input.subject, phone: input.phone, email: input.email, place: input.place };
    const version = (input.version ?? 0) + 1;
    if (input.version === undefined) {
      const added = await tx
        .insertInto("main_contact")
        .values({ room_id: input.room, id: input.person, audience_id: member.audience_id, ...values })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (added.numInsertedOrUpdatedRows !== 1n) throw stale();
    } else {
      const changed = await tx
        .updateTable("main_contact")
        .set({ ...values, version })
        .where("room_id", "=", input.room)
        .where("id", "=", input.person)
        .where("version", "=", input.version)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n) throw stale();
    }
    emit({
      room: input.room,
      audience: member.audience_id,
      kind: input.version === undefined ? "contact.shown" : "contact.changed",
      subject: subject(input.person),
      data: { name: member.name, subject: input.subject },
    });
    return { version };
  },
  async standing({ tx, input }) {
    const row = await tx
      .selectFrom("main_contact")
      .select(["subject", "phone", "email", "place", "version"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.person)
      .executeTakeFirst();
    if (!row) return null; // shown no longer: nothing to compare with
    const { version, ...fields } = row;
    return { version, fields, subject: { id: input.person, kinds: ["contact.shown", "contact.changed"] } };
  },
});

/** Shows somebody of the own side as a main contact no longer. */
export const hideContact = command({
  name: "contacts.hide",
  summary: "Shows a member of the own side as a main contact no longer",
  http: "DELETE /rooms/{room}/contacts/{person}",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), person: z.uuid() }),
  output: z.object({ hidden: z.boolean() }),
  async run({ tx, seat, input, emit }) {
    const member = await shown(tx, input.room, input.person, seat?.side);
    const gone = await tx
      .deleteFrom("main_contact")
      .where("room_id", "=", input.room)
      .where("id", "=", input.person)
      .executeTakeFirst();
    if (gone.numDeletedRows !== 1n) return { hidden: false };
    emit({
      room: input.room,
      audience: member.audience_id,
      kind: "contact.hidden",
      subject: subject(input.person),
      data: { name: member.name },
    });
    return { hidden: true };
  },
});
