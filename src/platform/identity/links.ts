import { sql } from "kysely";
import { z } from "zod";
import { config } from "../config.ts";
import type { Actor, Tx } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { forbidden, refused } from "../errors.ts";
import { enqueue, job } from "../jobs/index.ts";
import { touched } from "../live/notifier.ts";
import { append } from "../roomlog/index.ts";
import { announceEnded } from "./endings.ts";
import { post, sendSignInLink } from "./letters.ts";
import { beginSession, newToken, tokenHash } from "./session.ts";

const linkTo = (token: string): string => `${config().BASE_URL}/sign-in/link/${token}`;

/** What an owner does to somebody's way in: to whom (by their address) and why. */
export interface OwnerActs {
  owner: Actor;
  email: string;
  /** Read by everybody in the rooms of the person. */
  reason: string;
  at: Date;
}

/**
 * A link that lets somebody in once within a day. Where there is mail it goes to the person's address and nobody else ever
 * holds it. Where there is none its maker holds it, and whoever holds it can read what the person reads: so only an owner
 * makes it, and every room of the person reads that and why before the link exists.
 * @returns the link to hand over; null when it was mailed
 * @throws Problem: nobody-has-address, link-for-owner, link-for-yourself; 403 for all but owners
 */
export async function makeSignInLink(acts: OwnerActs): Promise<string | null> {
  const byMail = post().configured;
  const token = newToken();
  await asOwner(acts, "member.link-made", async (tx, person) => {
    const made = { person_id: person, maker_id: acts.owner.personId, reason: acts.reason };
    if (byMail) await enqueue({ tx }, signInLetter, { person, maker: made.maker_id, reason: made.reason });
    else
      await tx
        .insertInto("sign_in_link")
        .values({ ...made, token_hash: tokenHash(token) })
        .execute();
  });
  return byMail ? null : linkTo(token);
}

/** Mails a link that was made for somebody. It is made here, so that it is in nobody's hands but the addressee's. */
const signInLetter = job({
  name: "identity.sign-in-letter",
  schema: z.object({ person: z.uuid(), maker: z.uuid(), reason: z.string() }),
  async run({ person, maker, reason }) {
    const token = newToken();
    const to = await asSystem(async (tx) => {
      const found = await tx
        .selectFrom("person")
        .select(["email", "locale"])
        .where("id", "=", person)
        .where("disabled_at", "is", null)
        .executeTakeFirst();
      const made = {
        token_hash: tokenHash(token),
        person_id: person,
        maker_id: maker,
        reason,
        by_mail: true,
      };
      if (found) await tx.insertInto("sign_in_link").values(made).execute();
      return found;
    });
    if (to) await sendSignInLink({ to: to.email, locale: to.locale, link: linkTo(token) });
  },
});

/**
 * Gives an address back to whom it belongs: an account that holds it without ever having proved it is shut out, leaves its
 * rooms and loses the address, so that the right person can be invited.
 * @throws Problem as above, and address-proven: its holder has answered from it, so it is theirs
 */
export async function freeAddress(acts: OwnerActs): Promise<{ name: string }> {
  const person = await asOwner(acts, "member.address-freed", async (tx, id, proven) => {
    if (proven) throw refused("address-proven", {}, "email");
    await sql`select private.free_address(${id})`.execute(tx);
  });
  announceEnded(person.id);
  return { name: person.name };
}

/** Carries an owner's act out together with its entries in all rooms of the person. */
async function asOwner(
  { owner, email, reason, at }: OwnerActs,
  kind: string,
  work: (tx: Tx, person: string, proven: boolean) => Promise<unknown>,
): Promise<{ id: string; name: string }> {
  const { person, rooms } = await asSystem(async (tx) => {
    const by = await tx
      .selectFrom("person")
      .select("name")
      .where("id", "=", owner.personId)
      .where("owner", "=", true)
      .where("disabled_at", "is", null)
      .executeTakeFirst();
    if (!by || owner.viewerId) throw forbidden("role-may-not");
    const person = await tx
      .selectFrom("person")
      .select(["id", "name", "owner", "email_proven_at"])
      .where("email", "=", email.toLowerCase())
      .where("disabled_at", "is", null)
      .executeTakeFirst();
    if (!person) throw refused("nobody-has-address", {}, "email");
    if (person.id === owner.personId) throw refused("link-for-yourself", {}, "email");
    if (person.owner) throw refused("link-for-owner", {}, "email");
    const rooms = await tx
      .selectFrom("member")
      .select(["room_id as room", "audience_id as audience", "side"])
      .where("id", "=", person.id)
      .where("left_at", "is", null)
      .orderBy("room_id")
      .execute();
    // Rooms are held before the chains of their logs, as everywhere, and in one order.
    for (const { room } of rooms) await sql`select private.hold_room(${room})`.execute(tx);
    await append(
      tx,
      rooms.map(({ room, audience, side }) => ({
        room,
        audience,
        kind,
        subject: { type: "member", id: person.id },
        data: {
          title: `${person.name} (${reason})`,
          name: person.name,
          side,
          person: person.id,
          actorName: by.name,
          reason,
        },
      })),
      owner.personId,
      at,
    );
    await work(tx, person.id, person.email_proven_at !== null);
    return { person, rooms };
  });
  for (const { room } of rooms) touched(room);
  return { id: person.id, name: person.name };
}

/** The same, made on the machine that has the data. Null: nobody has this address, or they are disabled. */
export async function signInLinkFor(email: string): Promise<string | null> {
  return asSystem(async (tx) => {
    const person = await tx
      .selectFrom("person")
      .select("id")
      .where("email", "=", email.toLowerCase())
      .where("disabled_at", "is", null)
      .executeTakeFirst();
    if (!person) return null;
    const token = newToken();
    await tx
      .insertInto("sign_in_link")
      .values({ token_hash: tokenHash(token), person_id: person.id })
      .execute();
    return linkTo(token);
  });
}

/** Whom a link would let in; null when it is unknown, used or too old. Looking does not use it: mail programs look too. */
export async function readSignInLink(token: string): Promise<{ name: string } | null> {
  return asSystem(async (tx) => {
    const row = await tx
      .selectFrom("sign_in_link")
      .innerJoin("person", "person.id", "sign_in_link.person_id")
      .select("person.name")
      .where("token_hash", "=", tokenHash(token))
      .where("used_at", "is", null)
      .where("expires_at", ">", sql<Date>`now()`)
      .where("person.disabled_at", "is", null)
      .executeTakeFirst();
    return row ?? null;
  });
}

/** Uses a link. @returns the session's token, or null when the link is no longer good */
export async function signInByLink(token: string, agent: string): Promise<string | null> {
  return asSystem(async (tx) => {
    const used = await tx
      .updateTable("sign_in_link")
      .set({ used_at: new Date() })
      .from("person")
      .whereRef("person.id", "=", "sign_in_link.person_id")
      .where("person.disabled_at", "is", null)
      .where("token_hash", "=", tokenHash(token))
      .where("used_at", "is", null)
      .where("expires_at", ">", sql<Date>`now()`)
      .returning(["person_id", "maker_id", "by_mail"])
      .executeTakeFirst();
    return used ? beginSession(tx, used.person_id, "link", agent, used.by_mail ? null : used.maker_id) : null;
  });
}
