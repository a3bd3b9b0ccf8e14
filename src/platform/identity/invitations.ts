import { sql } from "kysely";
import { config } from "../config.ts";
import type { Tx } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { refused } from "../errors.ts";
import { newId } from "../ids.ts";
import { type Asking, enqueue } from "../jobs/index.ts";
import { touched } from "../live/notifier.ts";
import { append } from "../roomlog/index.ts";
import { invitationLetter } from "./invitation-letter.ts";
import { post } from "./letters.ts";
import { take } from "./limits.ts";
import { doorProblem } from "./refusal.ts";
import { beginSession, newToken, tokenHash } from "./session.ts";

/** Who is invited, and to what seat. Without a room: a colleague, one of the supplier's people (owners may). */
export interface Invited {
  email: string;
  name: string;
  title?: string;
  companyId?: string | null;
  companyName?: string;
  /** The language of the letter and the page. */
  locale: string;
  seat: {
    room: string;
    side: "seller" | "buyer" | "partner";
    role: "lead" | "contributor" | "specialist" | "approver" | "viewer";
    team?: string;
    commercial?: boolean;
  } | null;
}

/** An invitation that was made or made anew. `link` is for copying; null when it went by mail. */
export interface InvitationMade {
  id: string;
  link: string | null;
}

const linkTo = (token: string): string => `${config().BASE_URL}/invitation/${token}`;

/**
 * Invites, as the person of the transaction: single use, good for fourteen days. With mail the letter goes by itself and
 * the link is in nobody's hands but the addressee's; without, the link is given for copying.
 * @param work the operation's work (`tx`, and `afterCommit` so that the letter goes at once), or a bare transaction
 * @throws a database refusal by code: may-not-invite, already-member, already-invited
 */
export async function createInvitation(work: Tx | Asking, invited: Invited): Promise<InvitationMade> {
  const asking = "tx" in work ? work : { tx: work };
  const id = newId();
  const token = newToken();
  const byMail = post().configured;
  const { seat } = invited;
  await sql`select private.invite(${id}, ${seat?.room ?? null}, ${tokenHash(token)}, ${byMail}, ${invited.email}, ${invited.name},
    ${invited.title ?? ""}, ${invited.companyId ?? null}, ${invited.companyName ?? ""}, ${invited.locale}, ${seat?.side ?? null},
    ${seat?.role ?? null}, ${seat?.team ?? ""}, ${seat?.commercial ?? false})`.execute(asking.tx);
  if (byMail) await enqueue(asking, invitationLetter, { invitation: id });
  return { id, link: byMail ? null : linkTo(token) };
}

/**
 * Fourteen more days for an open invitation, and its letter again, or (`copy`, and always without mail) a new link for
 * copying. Links that were given before stay good.
 */
export async function renewInvitation(
  work: Tx | Asking,
  id: string,
  options: { copy?: boolean } = {},
): Promise<InvitationMade> {
  const asking = "tx" in work ? work : { tx: work };
  const token = newToken();
  const byMail = post().configured && !options.copy;
  await sql`select private.renew_invitation(${id}, ${tokenHash(token)}, ${byMail})`.execute(asking.tx);
  if (byMail) await enqueue(asking, invitationLetter, { invitation: id });
  return { id, link: byMail ? null : linkTo(token) };
}

/** Takes an open invitation back; its links are dead at once. */
export async function withdrawInvitation(tx: Tx, id: string): Promise<void> {
  await sql`select private.withdraw_invitation(${id})`.execute(tx);
}

/** What the holder of a link is shown. */
export interface InvitationSeen {
  id: string;
  state: "open" | "used" | "withdrawn" | "expired";
  room: { id: string; name: string } | null;
  inviter: { name: string; companyName: string };
  email: string;
  name: string;
  title: string;
  companyName: string;
  locale: string;
  side: string | null;
  role: string | null;
  expiresAt: Date;
  /** The person whom the address already belongs to: they must be signed in to accept. */
  personId: string | null;
  /** The link was only ever mailed to the address: whoever holds it has shown that the address is theirs. */
  byMail: boolean;
}

/** The invitation of a link; null when there is no such link. */
export async function readInvitation(token: string): Promise<InvitationSeen | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const { rows } = await asSystem((tx) =>
    sql<{
      id: string;
      state: InvitationSeen["state"];
      room_id: string | null;
      room_name: string | null;
      inviter_name: string;
      inviter_company: string;
      email: string;
      name: string;
      title: string;
      company_name: string;
      locale: string;
      side: string | null;
      role: string | null;
      expires_at: Date;
      person_id: string | null;
      by_mail: boolean;
    }>`select * from private.peek_invitation(${tokenHash(token)})`.execute(tx),
  );
  const row = rows[0];
  if (!row) return null;
  return {
    id: row.id,
    state: row.state,
    room: row.room_id ? { id: row.room_id, name: row.room_name ?? "" } : null,
    inviter: { name: row.inviter_name, companyName: row.inviter_company },
    email: row.email,
    name: row.name,
    title: row.title,
    companyName: row.company_name,
    locale: row.locale,
    side: row.side,
    role: row.role,
    expiresAt: row.expires_at,
    personId: row.person_id,
    byMail: row.by_mail,
  };
}

/**
 * Sends the letter of an open invitation to its address, asked for by whoever holds a copied link: where there is mail an
 * invitation is accepted from its address alone. Answers alike whatever becomes of it.
 */
export async function mailInvitation(token: string): Promise<void> {
  const found = await readInvitation(token);
  if (found?.state !== "open" || !post().configured) return;
  await asSystem(async (tx) => {
    if (await take(tx, "codesToAddress", found.email))
      await enqueue({ tx }, invitationLetter, { invitation: found.id });
  });
}

/** Who accepts: the person who is signed in, or a new one with the name they want to go by. */
export interface Accepting {
  signedInAs: string | null;
  name: string;
  title: string;
  locale: string;
  /** The moment; only the demonstration tells of another than now. */
  at?: Date;
}

/**
 * Accepts an invitation, once, in a system transaction: makes the person when new, seats them, and writes `member.joined`
 * in the room's log. Two tabs at once: one accepts, the other is told that it is used.
 * @throws a database refusal by code: invitation-used, -withdrawn, -expired, -for-another, -sign-in, already-member
 */
export async function acceptInvitation(
  tx: Tx,
  token: string,
  accepting: Accepting,
): Promise<{ personId: string; room: string | null; known: boolean }> {
  const { rows } = await sql<{
    person_id: string;
    room_id: string | null;
    audience_id: string | null;
    side: string;
    role: string;
    known: boolean;
  }>`select * from private.accept_invitation(${tokenHash(token)}, ${accepting.signedInAs}, ${newId()}, ${accepting.name},
    ${accepting.title}, ${accepting.locale})`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("accept_invitation gave nothing");
  if (row.room_id && row.audience_id) {
    // Both sides read who came, of which company and by whose invitation: a partner never comes unnoticed.
    const member = await tx
      .selectFrom("member")
      .select(["name", "company_name", "host"])
      .where("room_id", "=", row.room_id)
      .where("id", "=", row.person_id)
      .executeTakeFirstOrThrow();
    const inviter = await tx
      .selectFrom("invitation")
      .innerJoin("person", "person.id", "invitation.inviter_id")
      .innerJoin("invitation_token", "invitation_token.invitation_id", "invitation.id")
      .select("person.name")
      .where("invitation_token.token_hash", "=", tokenHash(token))
      .executeTakeFirst();
    await append(
      tx,
      [
        {
          room: row.room_id,
          audience: row.audience_id,
          kind: "member.joined",
          subject: { type: "member", id: row.person_id },
          data: {
            title: inviter?.name ?? "",
            name: member.name,
            company: member.company_name,
            side: row.side,
            role: row.role,
            by: "invitation",
            ...(member.host && { host: member.host }),
          },
        },
      ],
      row.person_id,
      accepting.at,
    );
  }
  return { personId: row.person_id, room: row.room_id, known: row.known };
}

/**
 * Accepts an invitation and begins a session: the page behind the link.
 * @throws Problem with the refusal's code
 */
export async function acceptAndEnter(
  token: string,
  accepting: Accepting,
  agent: string,
): Promise<{ session: string; room: string | null; known: boolean }> {
  // Whoever invites may hold a copied link: where there is mail, it lets in nobody who has not shown that the address is theirs.
  if (!accepting.signedInAs && post().configured && (await readInvitation(token))?.byMail === false)
    throw refused("invitation-confirm");
  try {
    const answer = await asSystem(async (tx) => {
      const accepted = await acceptInvitation(tx, token, accepting);
      return { ...accepted, session: await beginSession(tx, accepted.personId, "invitation", agent) };
    });
    if (answer.room) touched(answer.room);
    return answer;
  } catch (error) {
    throw doorProblem(error);
  }
}
