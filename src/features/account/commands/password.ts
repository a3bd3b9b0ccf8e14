import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { tellOfChange } from "#platform/identity/letters.ts";
import { hashPassword } from "#platform/identity/password-hash.ts";
import {
  newRecoveryCodes,
  newTotpSecret,
  recoveryHash,
  totpAddress,
  totpStep,
} from "#platform/identity/totp.ts";
import { command, query } from "#platform/operations/index.ts";
import { passwordField } from "../model.ts";

/** Sets a password that waits for its first one-time number; until then nothing changes. */
export const beginPassword = command({
  name: "account.begin-password",
  summary: "Sets a password that counts once its first one-time number is confirmed",
  http: "POST /me/password",
  capability: "anyone",
  input: z.object({ password: passwordField }),
  output: z.object({ waiting: z.boolean() }),
  async run({ tx, input }) {
    const hash = await hashPassword(input.password);
    await sql`select private.begin_password(${hash}, ${newTotpSecret()})`.execute(tx);
    return { waiting: true };
  },
});

async function pendingSecret(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ secret: string | null }>`select private.my_pending_secret() as secret`.execute(
    tx,
  );
  return rows[0]?.secret ?? null;
}

/** The secret that my authenticator program needs, as long as it is not confirmed. */
export const waitingPassword = query({
  name: "account.waiting-password",
  summary: "The secret for my authenticator program, until it is confirmed",
  http: "GET /me/password",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ secret: z.string(), address: z.string() }).nullable(),
  async run({ tx, actor }) {
    const secret = await pendingSecret(tx);
    if (!secret) return null;
    const person = await tx
      .selectFrom("person")
      .select("email")
      .where("id", "=", actor.personId)
      .executeTakeFirst();
    return { secret, address: totpAddress(secret, (await deployment()).name, person?.email ?? "") };
  },
});

/** Puts the waiting password in force. The recovery codes are shown in this answer and never again. */
export const confirmPassword = command({
  name: "account.confirm-password",
  summary: "Puts the waiting password in force by its first one-time number",
  http: "POST /me/password/confirm",
  capability: "anyone",
  input: z.object({ code: z.string().trim().min(1) }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  async run({ tx, actor, input, now, afterCommit }) {
    const secret = await pendingSecret(tx);
    if (!secret) throw refused("password-not-waiting");
    const step = totpStep(secret, input.code, now.getTime());
    if (step === null) throw refused("number-wrong", {}, "code");
    const recoveryCodes = newRecoveryCodes();
    const hashes = recoveryCodes.map((code) => recoveryHash(actor.personId, code));
    await sql`select private.confirm_password(${step}, ${hashes}::bytea[])`.execute(tx);
    const person = await tx
      .selectFrom("person")
      .select(["email", "locale"])
      .where("id", "=", actor.personId)
      .executeTakeFirst();
    if (person) afterCommit(() => tellOfChange(person, { kind: "password-set" }));
    return { recoveryCodes };
  },
});

/** Ten new recovery codes; the old ones open nothing from now on. */
export const renewRecoveryCodes = command({
  name: "account.renew-recovery-codes",
  summary: "Makes ten new recovery codes in the place of the old ones",
  http: "POST /me/recovery-codes",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  async run({ tx, actor }) {
    const recoveryCodes = newRecoveryCodes();
    const hashes = recoveryCodes.map((code) => recoveryHash(actor.personId, code));
    await sql`select private.set_recovery_codes(${hashes}::bytea[])`.execute(tx);
    return { recoveryCodes };
  },
});

/** Takes my password and its recovery codes away; other ways in stay. */
export const removePassword = command({
  name: "account.remove-password",
  summary: "Takes my password away",
  http: "DELETE /me/password",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ removed: z.boolean() }),
  async run({ tx }) {
    await sql`select private.remove_password()`.execute(tx);
    return { removed: true };
  },
});
