import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { side } from "../model/room.ts";

/** The main contacts that either side has chosen to show, by side and in the side's own order. */
export const contactsList = query({
  name: "contacts.list",
  summary: "The main contacts of a room, with phone and e-mail",
  http: "GET /rooms/{room}/contacts",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    contacts: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        title: z.string(),
        company: z.string(),
        side,
        /** What to ask this person about. */
        subject: z.string(),
        phone: z.string(),
        email: z.string(),
      }),
    ),
  }),
  async run({ tx, input }) {
    const rows = await tx
      .selectFrom("main_contact")
      .innerJoin("member", (on) =>
        on.onRef("member.room_id", "=", "main_contact.room_id").onRef("member.id", "=", "main_contact.id"),
      )
      .where("main_contact.room_id", "=", input.room)
      .where("member.left_at", "is", null)
      .select([
        "member.id",
        "member.name",
        "member.title",
        "member.company_name as company",
        "member.side",
        "main_contact.subject",
        "main_contact.phone",
        "main_contact.email",
        "main_contact.place",
      ])
      .orderBy("main_contact.place")
      .orderBy("member.name")
      .execute();
    const contacts = rows.map(({ place: _, ...row }) => ({ ...row, side: side.parse(row.side) }));
    return {
      contacts: contacts.sort((a, b) => side.options.indexOf(a.side) - side.options.indexOf(b.side)),
    };
  },
});
