import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query, seatAllows } from "#platform/operations/index.ts";
import { audienceKind, role, side } from "../model/room.ts";
import { myAudiences } from "./audiences.ts";
import { joinedAt } from "./joined.ts";

const memberShown = z.object({
  id: z.uuid(),
  name: z.string(),
  title: z.string(),
  company: z.string(),
  side,
  role,
  team: z.string(),
  /** Sees commercial matters. */
  commercial: z.boolean(),
  /** Which side brought a partner in. */
  host: side.nullable(),
  /** Why an owner of the deployment added themselves. */
  entryReason: z.string().nullable(),
  joinedAt: z.iso.datetime(),
  /** Shown as a main contact. */
  contact: z.boolean(),
  /** I lead this person's side: I may change and remove them. */
  mine: z.boolean(),
});
export type MemberShown = z.output<typeof memberShown>;

/** The members of a room with what the person of the transaction may do about each. One round trip. */
export async function members(tx: Tx, room: string): Promise<MemberShown[]> {
  const rows = await tx
    .selectFrom("member")
    .leftJoin("main_contact", (on) =>
      on.onRef("main_contact.room_id", "=", "member.room_id").onRef("main_contact.id", "=", "member.id"),
    )
    .where("member.room_id", "=", room)
    .where("member.left_at", "is", null)
    .select([
      "member.id",
      "member.name",
      "member.title",
      "member.company_name as company",
      "member.side",
      "member.role",
      "member.team",
      "member.commercial",
      "member.host",
      "member.entry_reason as entryReason",
      joinedAt.as("joined_at"),
      "main_contact.place",
      sql<boolean>`private.leads(member.room_id, member.id)`.as("mine"),
    ])
    .orderBy("member.name")
    .execute();
  return rows.map(({ joined_at, place, ...row }) => ({
    ...row,
    side: side.parse(row.side),
    role: role.parse(row.role),
    commercial: row.commercial || row.side === "seller",
    host: row.host === null ? null : side.parse(row.host),
    joinedAt: joined_at.toISOString(),
    contact: place !== null,
  }));
}

/** Everything on the screen of people: who is here, whom my side has invited, and which audiences there are for me. */
export const peopleList = query({
  name: "members.list",
  summary: "The people of a room by side, my side's open invitations, and my audiences with their people",
  http: "GET /rooms/{room}/members",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    members: z.array(memberShown),
    invitations: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        email: z.string(),
        company: z.string(),
        side,
        role,
        expiresAt: z.iso.datetime(),
        expired: z.boolean(),
      }),
    ),
    audiences: z.array(
      z.object({
        id: z.uuid(),
        kind: audienceKind,
        name: z.string(),
        people: z.array(z.object({ id: z.uuid(), name: z.string(), company: z.string() })),
      }),
    ),
  }),
  async run({ tx, seat, input, now }) {
    const here = await members(tx, input.room);
    const open = seatAllows(seat, "room.lead")
      ? await tx
          .selectFrom("invitation")
          .where("room_id", "=", input.room)
          .where("accepted_at", "is", null)
          .where("withdrawn_at", "is", null)
          .select(["id", "name", "email", "company_name", "side", "role", "expires_at"])
          .orderBy("name")
          .execute()
      : [];
    return {
      members: here,
      invitations: open.map((row) => ({
        id: row.id,
        name: row.name,
        email: row.email,
        company: row.company_name,
        side: side.parse(row.side),
        role: role.parse(row.role),
        expiresAt: row.expires_at.toISOString(),
        expired: row.expires_at <= now,
      })),
      audiences: await myAudiences(tx, input.room),
    };
  },
});
