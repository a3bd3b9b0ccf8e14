import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { locales } from "#platform/i18n/locales.ts";
import { createInvitation, renewInvitation, withdrawInvitation } from "#platform/identity/invitations.ts";
import { command } from "#platform/operations/index.ts";
import { role, type Side, side } from "../model/room.ts";

const made = z.object({
  id: z.uuid(),
  /** The personal link, for copying; null when it went by mail. Shown once and kept nowhere. */
  link: z.string().nullable(),
  name: z.string(),
  email: z.string(),
});

/** An invitation of my side in this room. */
async function mine(tx: Tx, room: string, id: string) {
  const row = await tx
    .selectFrom("invitation")
    .select(["id", "audience_id", "name", "email", "side", "role", "company_name"])
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return row;
}

/** The company of those whom a side usually invites: its own, or the customer's; a partner's must be told. */
async function usualCompany(tx: Tx, room: string, me: string, invited: Side, mySide: Side | undefined) {
  const row = await tx
    .selectFrom("member")
    .innerJoin("room", "room.id", "member.room_id")
    .where("member.room_id", "=", room)
    .where("member.id", "=", me)
    .select(["member.company_name", "room.customer_name"])
    .executeTakeFirst();
  if (invited === mySide) return row?.company_name;
  return invited === "buyer" ? row?.customer_name : "";
}

/** Invites somebody to the room. Until they come, only the inviting side knows of it. */
export const invite = command({
  name: "invitations.create",
  summary: "Invites a person of the own side, a partner, or the customer's first lead",
  http: "POST /rooms/{room}/invitations",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    side,
    name: z.string().trim().min(1).max(120),
    email: z.email().max(254),
    title: z.string().trim().max(120).default(""),
    /** Needed for a partner; left out, it is the own company, or the customer's name for the customer's lead. */
    company: z.string().trim().max(200).default(""),
    /** Left out: lead for the customer's first, else contributor. */
    role: role.optional(),
    team: z.string().trim().max(120).default(""),
    /** Price letters and contracts: a choice for the customer's people only, and of no effect for others. */
    commercial: z.boolean().default(false),
    locale: z.enum(locales as [string, ...string[]]).default("en"),
  }),
  output: made,
  async run({ tx, actor, seat, input, emit, afterCommit }) {
    const company =
      input.company || (await usualCompany(tx, input.room, actor.personId, input.side, seat?.side)) || "";
    if (!company && input.side === "partner") throw refused("company-needed", {}, "company");
    const given = input.role ?? (input.side === "buyer" && seat?.side === "seller" ? "lead" : "contributor");
    if (input.side === "partner" && given === "lead") throw refused("partner-cannot-lead", {}, "role");
    const { id, link } = await createInvitation(
      { tx, afterCommit },
      {
        email: input.email.toLowerCase(),
        name: input.name,
        title: input.title,
        companyName: company,
        locale: input.locale,
        seat: {
          room: input.room,
          side: input.side,
          role: given,
          team: input.team,
          commercial: input.side === "buyer" && input.commercial,
        },
      },
    );
    emit({
      room: input.room,
      audience: (await mine(tx, input.room, id)).audience_id,
      kind: "invitation.created",
      subject: { type: "invitation", id },
      data: { name: input.name, company, side: input.side, role: given },
    });
    return { id, link, name: input.name, email: input.email };
  },
});

/** Fourteen more days for an open invitation, and its letter or link anew. */
export const renew = command({
  name: "invitations.renew",
  summary: "Sends an open invitation again, or gives a new link to copy",
  http: "POST /rooms/{room}/invitations/{invitation}/renew",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    invitation: z.uuid(),
    /** A link to copy even though mail is set up. */
    copy: z.boolean().default(false),
  }),
  output: made,
  async run({ tx, input, emit, afterCommit }) {
    const row = await mine(tx, input.room, input.invitation);
    const { id, link } = await renewInvitation({ tx, afterCommit }, row.id, { copy: input.copy });
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "invitation.renewed",
      subject: { type: "invitation", id },
      data: { name: row.name },
    });
    return { id, link, name: row.name, email: row.email };
  },
});

export const withdraw = command({
  name: "invitations.withdraw",
  summary: "Takes an open invitation back; its links are dead at once",
  http: "DELETE /rooms/{room}/invitations/{invitation}",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), invitation: z.uuid() }),
  output: z.object({ name: z.string() }),
  async run({ tx, input, emit }) {
    const row = await mine(tx, input.room, input.invitation);
    await withdrawInvitation(tx, row.id);
    emit({
      room: input.room,
      audience: row.audience_id,
      kind: "invitation.withdrawn",
      subject: { type: "invitation", id: row.id },
      data: { name: row.name },
    });
    return { name: row.name };
  },
});
