import { sql } from "kysely";
import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { role, side } from "../model/room.ts";
import { joinedAt } from "./joined.ts";

/** One member, with what a lead of the same side changes about them. */
export const oneMember = query({
  name: "members.get",
  summary: "One member of a room; a lead of the same side reads how to reach them too",
  http: "GET /rooms/{room}/members/{person}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), person: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    title: z.string(),
    company: z.string(),
    side,
    role,
    team: z.string(),
    commercial: z.boolean(),
    host: side.nullable(),
    entryReason: z.string().nullable(),
    joinedAt: z.iso.datetime(),
    version: z.int(),
    mine: z.boolean(),
    /** The person's own address and number: only for the lead of the same side, to fill in a contact. */
    reach: z.object({ email: z.string(), phone: z.string() }).nullable(),
    contact: z
      .object({
        subject: z.string(),
        phone: z.string(),
        email: z.string(),
        place: z.int(),
        version: z.int(),
      })
      .nullable(),
  }),
  async run({ tx, input }) {
    const row = await tx
      .selectFrom("member")
      .leftJoin("main_contact", (on) =>
        on.onRef("main_contact.room_id", "=", "member.room_id").onRef("main_contact.id", "=", "member.id"),
      )
      .leftJoin(
        sql<{ id: string; email: string; phone: string }>`private.people_i_lead(${input.room})`.as("reach"),
        "reach.id",
        "member.id",
      )
      .where("member.room_id", "=", input.room)
      .where("member.id", "=", input.person)
      .where("member.left_at", "is", null)
      .select([
        "member.id",
        "member.name",
        "member.title",
        "member.company_name",
        "member.side",
        "member.role",
        "member.team",
        "member.commercial",
        "member.host",
        "member.entry_reason",
        joinedAt.as("joined_at"),
        "member.version",
        "reach.email as own_email",
        "reach.phone as own_phone",
        "main_contact.subject",
        "main_contact.phone",
        "main_contact.email",
        "main_contact.place",
        "main_contact.version as contact_version",
        sql<boolean>`private.leads(member.room_id, member.id)`.as("mine"),
      ])
      .executeTakeFirst();
    if (!row) throw notFound();
    return {
      id: row.id,
      name: row.name,
      title: row.title,
      company: row.company_name,
      side: side.parse(row.side),
      role: role.parse(row.role),
      team: row.team,
      commercial: row.commercial || row.side === "seller",
      host: row.host === null ? null : side.parse(row.host),
      entryReason: row.entry_reason,
      joinedAt: row.joined_at.toISOString(),
      version: row.version,
      mine: row.mine,
      reach: row.own_email === null ? null : { email: row.own_email, phone: row.own_phone ?? "" },
      contact:
        row.contact_version === null
          ? null
          : {
              subject: row.subject ?? "",
              phone: row.phone ?? "",
              email: row.email ?? "",
              place: row.place ?? 1,
              version: row.contact_version,
            },
    };
  },
});
