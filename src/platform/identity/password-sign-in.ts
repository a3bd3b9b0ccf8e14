import { sql } from "kysely";
import { asSystem } from "../database/system.ts";
import { networkOf, take } from "./limits.ts";
import { passwordMatches } from "./password-hash.ts";
import { beginSession } from "./session.ts";
import { recoveryHash, totpStep } from "./totp.ts";

/** A try with a password and its second proof: a one-time number, or a recovery code. */
export interface PasswordTry {
  email: string;
  password: string;
  number: string;
  address: string;
  agent: string;
}

/**
 * Signs in with password and one-time number together. One answer for every kind of wrong, and the same work for an
 * address that nobody has.
 * @returns the session's token; null when anything was wrong; `too-many` when tried too often
 */
export async function signInWithPassword(tried: PasswordTry): Promise<string | null | "too-many"> {
  const email = tried.email.trim().toLowerCase();
  const known = await asSystem(async (tx) => {
    if (!(await take(tx, "triesFromNetwork", networkOf(tried.address)))) return "too-many" as const;
    if (!(await take(tx, "passwordsForAddress", email))) return "too-many" as const;
    return tx
      .selectFrom("password")
      .innerJoin("person", "person.id", "password.person_id")
      .select(["person.id", "password.hash", "password.totp_secret", "password.link_maker_id"])
      .where("person.email", "=", email)
      .where("person.disabled_at", "is", null)
      .where("password.confirmed_at", "is not", null)
      .executeTakeFirst();
  });
  if (known === "too-many") return known;
  const right = await passwordMatches(tried.password, known?.hash ?? null);
  if (!known?.totp_secret || !right) return null;
  const step = totpStep(known.totp_secret, tried.number);
  const recovery = recoveryHash(known.id, tried.number);
  return asSystem(async (tx) => {
    let spent = 0n;
    if (step !== null) {
      // A number is spent by the statement that checks it, so two tabs cannot both use it.
      const result = await tx
        .updateTable("password")
        .set({ last_step: step })
        .where("person_id", "=", known.id)
        .where("hash", "=", known.hash)
        .where("last_step", "<", step)
        .executeTakeFirst();
      spent = result.numUpdatedRows;
    } else if (recovery) {
      const result = await tx
        .updateTable("recovery_code")
        .set({ used_at: sql`now()` })
        .where("person_id", "=", known.id)
        .where("code_hash", "=", recovery)
        .where("used_at", "is", null)
        .executeTakeFirst();
      spent = result.numUpdatedRows;
    }
    return spent === 1n ? beginSession(tx, known.id, "password", tried.agent, known.link_maker_id) : null;
  });
}
