import { createHash, randomInt, timingSafeEqual } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { newId } from "../ids.ts";
import { announceEnded } from "./endings.ts";
import { networkOf, take } from "./limits.ts";
import { beginSession, newToken, tokenHash } from "./session.ts";

/** Tries that one code allows. */
export const codeTries = 5;

const codeHash = (id: string, code: string) => createHash("sha256").update(`${id} ${code}`).digest();

/** Who asks for a code, from where. */
export interface Asking {
  email: string;
  address: string;
}

/** A request for a code: the token is for the asking browser's cookie; `post` is set when there is somebody to write to. */
export interface CodeAsked {
  token: string;
  post: { id: string; code: string; name: string; locale: string } | null;
}

/**
 * Makes a one-time code of eight digits, good for ten minutes and five tries in the browser that asked. For an address that
 * nobody has the same is done, except that the code goes nowhere: the answer and its work are alike.
 * @returns null when the address or the network has asked too often
 */
export async function askForCode({ email, address }: Asking): Promise<CodeAsked | null> {
  const to = email.trim().toLowerCase();
  return asSystem(async (tx) => {
    if (!(await take(tx, "codesFromNetwork", networkOf(address)))) return null;
    if (!(await take(tx, "codesToAddress", to))) return null;
    const id = newId();
    const code = String(randomInt(100_000_000)).padStart(8, "0");
    const token = newToken();
    await tx
      .insertInto("sign_in_code")
      .values({ id, email: to, request_hash: tokenHash(token), code_hash: codeHash(id, code) })
      .execute();
    const person = await tx
      .selectFrom("person")
      .select(["name", "locale"])
      .where("email", "=", to)
      .where("disabled_at", "is", null)
      .executeTakeFirst();
    return { token, post: person ? { id, code, ...person } : null };
  });
}

/** The address a browser has asked a code for; null when that is over. */
export async function codeWaiting(
  token: string | null,
): Promise<{ email: string; triesLeft: number } | null> {
  if (!token) return null;
  return asSystem(async (tx) => {
    const row = await tx
      .selectFrom("sign_in_code")
      .select(["email", "tries"])
      .where("request_hash", "=", tokenHash(token))
      .where("used_at", "is", null)
      .where("expires_at", ">", sql<Date>`now()`)
      .where("tries", "<", codeTries)
      .executeTakeFirst();
    return row ? { email: row.email, triesLeft: codeTries - row.tries } : null;
  });
}

/** How an attempt ended. `over`: the code has been used, is too old, or its tries are spent; a new one is needed. */
export type CodeAnswer =
  | { result: "in"; session: string; personId: string }
  | { result: "wrong"; triesLeft: number }
  | { result: "over" }
  | { result: "too-many" };

/**
 * Answers a code. Every try is counted before it is looked at, in the same statement that checks how many there were, so
 * that tries made at once are all counted; a right code works once.
 */
export async function answerCode(
  token: string | null,
  code: string,
  from: { address: string; agent: string },
): Promise<CodeAnswer> {
  if (!token) return { result: "over" };
  const digits = code.replace(/\D/g, "");
  const answer = await asSystem(async (tx): Promise<CodeAnswer & { proved?: boolean }> => {
    if (!(await take(tx, "triesFromNetwork", networkOf(from.address)))) return { result: "too-many" };
    const row = await tx
      .updateTable("sign_in_code")
      .set({ tries: sql`tries + 1` })
      .where("request_hash", "=", tokenHash(token))
      .where("used_at", "is", null)
      .where("expires_at", ">", sql<Date>`now()`)
      .where("tries", "<", codeTries)
      .returning(["id", "email", "code_hash", "tries"])
      .executeTakeFirst();
    if (!row) return { result: "over" };
    if (!timingSafeEqual(codeHash(row.id, digits), row.code_hash))
      return row.tries < codeTries
        ? { result: "wrong", triesLeft: codeTries - row.tries }
        : { result: "over" };
    await tx.updateTable("sign_in_code").set({ used_at: new Date() }).where("id", "=", row.id).execute();
    const person = await tx
      .selectFrom("person")
      .select("id")
      .where("email", "=", row.email)
      .where("disabled_at", "is", null)
      .executeTakeFirst();
    if (!person) return { result: "over" };
    const proved = await proveEmail(tx, person.id);
    return {
      result: "in",
      proved,
      personId: person.id,
      session: await beginSession(tx, person.id, "code", from.agent),
    };
  });
  if (answer.result === "in" && answer.proved) announceEnded(answer.personId);
  return answer;
}

/**
 * The address is this person's. The first proof ends sessions, passkeys and passwords that were made without it, by
 * somebody who only held a copied link, say. @returns whether it was the first
 */
async function proveEmail(tx: Tx, personId: string): Promise<boolean> {
  const { rows } = await sql<{ first: boolean }>`select private.prove_email(${personId}) as first`.execute(
    tx,
  );
  return rows[0]?.first ?? false;
}
