import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { stale } from "#platform/errors.ts";
import { announceEnded } from "#platform/identity/endings.ts";
import { createInvitation, renewInvitation, withdrawInvitation } from "#platform/identity/invitations.ts";
import { freeAddress, makeSignInLink } from "#platform/identity/links.ts";
import { command } from "#platform/operations/index.ts";
import { emailField, localeField, personName } from "../model.ts";

const made = z.object({ id: z.string(), link: z.string().nullable() });
const change = z.object({ person: z.uuid(), version: z.coerce.number().int() });
const changed = z.object({ version: z.number() });

/** Invites a colleague to the deployment. */
export const inviteColleague = command({
  name: "deployment.invite",
  summary: "Invites a colleague; the link is mailed, or given for copying when there is no mail",
  http: "POST /deployment/invitations",
  capability: "owner",
  input: z.object({
    name: personName,
    email: emailField,
    title: z.string().trim().max(120).default(""),
    locale: localeField,
  }),
  output: made,
  run: (work) => createInvitation(work, { ...work.input, seat: null }),
});

/** Sends an invitation again, or gives a link for copying. */
export const renewColleague = command({
  name: "deployment.renew-invitation",
  summary: "Sends an open invitation again, or gives a new link for copying",
  http: "POST /deployment/invitations/{invitation}/renew",
  capability: "owner",
  input: z.object({ invitation: z.uuid(), copy: z.stringbool().or(z.boolean()).default(false) }),
  output: made,
  run: (work) => renewInvitation(work, work.input.invitation, { copy: work.input.copy }),
});

/** Takes an open invitation back. */
export const withdrawColleague = command({
  name: "deployment.withdraw-invitation",
  summary: "Takes an open invitation back; its links are dead at once",
  http: "DELETE /deployment/invitations/{invitation}",
  capability: "owner",
  input: z.object({ invitation: z.uuid() }),
  output: z.object({ withdrawn: z.boolean() }),
  async run({ tx, input }) {
    await withdrawInvitation(tx, input.invitation);
    return { withdrawn: true };
  },
});

/** Who is an owner, and who may come in, is decided in the database, one change after another; the last owner stays. */
async function decide(
  tx: Tx,
  act: "set_owner" | "set_disabled",
  person: string,
  on: boolean,
  version: number,
) {
  const { rows } = await sql<{ version: number | null }>`
    select ${sql.raw(`private.${act}`)}(${person}, ${on}, ${version}) as version`.execute(tx);
  const now = rows[0]?.version;
  if (!now) throw stale();
  return { version: now };
}

/** Makes a colleague an owner of the deployment, or no longer one. */
export const setOwner = command({
  name: "deployment.set-owner",
  summary: "Makes a colleague an owner of the deployment, or no longer one",
  http: "PUT /deployment/people/{person}/owner",
  capability: "owner",
  input: change.extend({ owner: z.stringbool().or(z.boolean()) }),
  output: changed,
  run: ({ tx, input }) => decide(tx, "set_owner", input.person, input.owner, input.version),
});

/** Shuts a colleague out, at once and everywhere, or lets them in again. */
export const setDisabled = command({
  name: "deployment.set-disabled",
  summary: "Shuts a colleague out at once, or lets them in again",
  http: "PUT /deployment/people/{person}/disabled",
  capability: "owner",
  input: change.extend({ disabled: z.stringbool().or(z.boolean()) }),
  output: changed,
  async run({ tx, input, afterCommit }) {
    const result = await decide(tx, "set_disabled", input.person, input.disabled, input.version);
    if (input.disabled) afterCommit(async () => announceEnded(input.person));
    return result;
  },
});

const toWhom = z.object({ email: emailField, reason: z.string().trim().min(1).max(500) });

/** A link that lets somebody in once, mailed to them where there is mail. Their rooms read who made it, and why. */
export const signInLink = command({
  name: "deployment.sign-in-link",
  summary:
    "Makes a link that lets a person in once, mailed or to hand over; their rooms read who made it and why",
  http: "POST /deployment/sign-in-links",
  capability: "owner",
  input: toWhom,
  output: z.object({ link: z.string().nullable() }),
  async run({ actor, input, now }) {
    return { link: await makeSignInLink({ owner: actor, at: now, ...input }) };
  },
});

/** Shuts out an account that took an address which is not its own, so that the right person can be invited. */
export const addressFreed = command({
  name: "deployment.free-address",
  summary:
    "Shuts out the account that holds an address without having proved it; the address can be invited anew",
  http: "POST /deployment/freed-addresses",
  capability: "owner",
  input: toWhom,
  output: z.object({ name: z.string() }),
  run: ({ actor, input, now }) => freeAddress({ owner: actor, at: now, ...input }),
});
