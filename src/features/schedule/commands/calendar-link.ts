import { z } from "zod";
import { config } from "#platform/config.ts";
import { refused } from "#platform/errors.ts";
import { newToken, tokenHash } from "#platform/identity/session.ts";
import { command } from "#platform/operations/index.ts";
import { commercialRule } from "../calendar/events.ts";

/** Makes my private calendar address, or a new one in place of the old, which stops working at once. */
export const makeCalendarLink = command({
  name: "calendar.make-link",
  summary: "Make my private calendar address anew; the old one stops working. It is told this once",
  http: "POST /me/calendar-link",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ link: z.url() }),
  async run({ tx, actor, now }) {
    const token = newToken();
    const hash = tokenHash(token);
    await tx
      .insertInto("calendar_link")
      .values({ audience_id: actor.personId, token_hash: hash, made_at: now })
      .onConflict((conflict) =>
        conflict.column("audience_id").doUpdateSet({ token_hash: hash, made_at: now }),
      )
      .execute();
    return { link: `${config().BASE_URL}/calendar/${token}.ics` };
  },
});

/** Ends my private calendar address. */
export const revokeCalendarLink = command({
  name: "calendar.revoke-link",
  summary: "End my private calendar address",
  http: "DELETE /me/calendar-link",
  capability: "anyone",
  input: z.object({}),
  output: z.object({}),
  async run({ tx, actor }) {
    await tx.deleteFrom("calendar_link").where("audience_id", "=", actor.personId).execute();
    return {};
  },
});

/** Chooses what my calendar tells of what not everyone in a room reads. */
export const setCalendarRule = command({
  name: "calendar.set-rule",
  summary: "Choose what my calendar tells of what not everyone in a room reads",
  http: "PATCH /me/calendar-link",
  capability: "anyone",
  input: z.object({ commercial: commercialRule }),
  output: z.object({ commercial: commercialRule }),
  async run({ tx, actor, input }) {
    const { numUpdatedRows } = await tx
      .updateTable("calendar_link")
      .set({ commercial: input.commercial })
      .where("audience_id", "=", actor.personId)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw refused("calendar-none");
    return input;
  },
});
