import { z } from "zod";
import { notFound, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";

/** Gives one of my passkeys another name. */
export const renamePasskey = command({
  name: "account.rename-passkey",
  summary: "Gives one of my passkeys another name",
  http: "PATCH /me/passkeys/{passkey}",
  capability: "anyone",
  input: z.object({
    passkey: z.uuid(),
    name: z.string().trim().min(1).max(80),
    version: z.coerce.number().int(),
  }),
  output: z.object({ version: z.number() }),
  async run({ tx, actor, input }) {
    const row = await tx
      .updateTable("passkey")
      .set({ name: input.name, version: input.version + 1 })
      .where("audience_id", "=", actor.personId)
      .where("id", "=", input.passkey)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (row) return row;
    const mine = await tx
      .selectFrom("passkey")
      .select("id")
      .where("audience_id", "=", actor.personId)
      .where("id", "=", input.passkey)
      .executeTakeFirst();
    throw mine ? stale() : notFound();
  },
  async standing({ tx, actor, input }) {
    const row = await tx
      .selectFrom("passkey")
      .select(["name", "version"])
      .where("audience_id", "=", actor.personId)
      .where("id", "=", input.passkey)
      .executeTakeFirst();
    return row ? { version: row.version, fields: { name: row.name } } : null;
  },
});

/** Takes one of my passkeys away; it opens nothing from now on. */
export const removePasskey = command({
  name: "account.remove-passkey",
  summary: "Takes one of my passkeys away",
  http: "DELETE /me/passkeys/{passkey}",
  capability: "anyone",
  input: z.object({ passkey: z.uuid() }),
  output: z.object({ removed: z.boolean() }),
  async run({ tx, actor, input }) {
    const result = await tx
      .deleteFrom("passkey")
      .where("audience_id", "=", actor.personId)
      .where("id", "=", input.passkey)
      .executeTakeFirst();
    if (result.numDeletedRows === 0n) throw notFound();
    return { removed: true };
  },
});
