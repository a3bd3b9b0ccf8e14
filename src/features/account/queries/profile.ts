import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { profileFields } from "../model.ts";

/** My own profile. */
export const profile = query({
  name: "account.profile",
  summary: "My name, how to reach me and how I read",
  http: "GET /me",
  capability: "anyone",
  input: z.object({}),
  output: z.object({
    ...profileFields.shape,
    timeZone: z.string(),
    email: z.string(),
    companyName: z.string(),
    staff: z.boolean(),
    owner: z.boolean(),
    version: z.number(),
  }),
  async run({ tx, actor }) {
    const row = await tx
      .selectFrom("person")
      .select([
        "name",
        "title",
        "phone",
        "locale",
        "time_zone as timeZone",
        "theme",
        "email",
        "company_name as companyName",
        "staff",
        "owner",
        "version",
      ])
      .where("id", "=", actor.personId)
      .executeTakeFirst();
    if (!row) throw notFound();
    return row as typeof row & { locale: "en"; theme: "system" };
  },
});
