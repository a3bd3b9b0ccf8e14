import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { newToken, tokenHash } from "./session.ts";

/** Keeps a passkey challenge for five minutes. @returns the token for the asking browser's cookie */
export async function keepChallenge(tx: Tx, challenge: string, personId: string | null): Promise<string> {
  const token = newToken();
  await tx
    .insertInto("challenge")
    .values({ token_hash: tokenHash(token), challenge, person_id: personId })
    .execute();
  return token;
}

/** Takes a challenge out: it answers one attempt, whatever comes of it. Null: unknown, too old, or somebody else's. */
export async function takeChallenge(
  tx: Tx,
  token: string | null,
  personId: string | null,
): Promise<string | null> {
  if (!token) return null;
  const row = await tx
    .deleteFrom("challenge")
    .where("token_hash", "=", tokenHash(token))
    .returning(["challenge", "person_id", sql<boolean>`expires_at > now()`.as("fresh")])
    .executeTakeFirst();
  return row?.fresh && row.person_id === personId ? row.challenge : null;
}
