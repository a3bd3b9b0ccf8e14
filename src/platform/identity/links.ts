import { sql } from "kysely";
import { config } from "../config.ts";
import type { Tx } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { beginSession, newToken, tokenHash } from "./session.ts";

const linkTo = (token: string): string => `${config().BASE_URL}/sign-in/link/${token}`;

/** A link that lets somebody in once within a day, made by a lead or owner who may (see private.make_sign_in_link). */
export async function makeSignInLink(tx: Tx, personId: string): Promise<string> {
  const token = newToken();
  await sql`select private.make_sign_in_link(${personId}, ${tokenHash(token)})`.execute(tx);
  return linkTo(token);
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
      .returning("person_id")
      .executeTakeFirst();
    return used ? beginSession(tx, used.person_id, "link", agent) : null;
  });
}
