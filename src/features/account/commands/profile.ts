import { z } from "zod";
import { stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { localeField, profileFields } from "../model.ts";
import { profile } from "../queries/profile.ts";

/** Changes my profile; my name and title change in every room I am in. */
export const changeProfile = command({
  name: "account.change",
  summary: "Changes my name, how to reach me and how I read",
  http: "PATCH /me",
  capability: "anyone",
  input: profileFields.extend({ version: z.coerce.number().int() }),
  output: z.object({ version: z.number() }),
  async run({ tx, actor, input }) {
    const { timeZone, version, ...rest } = input;
    const row = await tx
      .updateTable("person")
      .set({ ...rest, time_zone: timeZone, version: version + 1 })
      .where("id", "=", actor.personId)
      .where("version", "=", version)
      .returning("version")
      .executeTakeFirst();
    if (!row) throw stale();
    return row;
  },
  async standing({ input: _, ...work }) {
    const mine = await profile.run({ ...work, input: {} });
    const { name, title, phone, locale, timeZone, theme, version } = mine;
    return { version, fields: { name, title, phone, locale, timeZone, theme } };
  },
});

/** Changes the language in which I read, from the switch that stands on every screen. */
export const changeLanguage = command({
  name: "account.read-in",
  summary: "Changes the language in which I read",
  http: "PUT /me/language",
  capability: "anyone",
  input: z.object({ language: localeField }),
  output: z.object({ language: localeField }),
  async run({ tx, actor, input }) {
    await tx
      .updateTable("person")
      .set((row) => ({ locale: input.language, version: row("version", "+", 1) }))
      .where("id", "=", actor.personId)
      .execute();
    return input;
  },
});
