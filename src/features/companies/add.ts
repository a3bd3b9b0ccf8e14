import type { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import type { companyFields } from "./model.ts";

type Fields = { [Key in keyof typeof companyFields]?: z.output<(typeof companyFields)[Key]> };

/** The columns of `company` from its fields. */
export const companyColumns = (fields: Fields) => ({
  industry: fields.industry || null,
  size: fields.size ?? null,
  country: fields.country ?? null,
  group_name: fields.group || null,
});

/**
 * Adds a company, which all of the supplier's people see and keep.
 * @throws Problem company-known when one of this name exists
 */
export async function addCompany(
  tx: Tx,
  fields: Fields & { kind: z.output<typeof companyFields.kind>; name: string },
): Promise<{ id: string; name: string }> {
  const staff = await tx.selectFrom("audience").select("id").where("kind", "=", "staff").executeTakeFirst();
  if (!staff) throw forbidden("role-may-not");
  const id = newId();
  const added = await tx
    .insertInto("company")
    .values({ id, audience_id: staff.id, kind: fields.kind, name: fields.name, ...companyColumns(fields) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (added.numInsertedOrUpdatedRows !== 1n) throw refused("company-known", {}, "name");
  return { id, name: fields.name };
}
