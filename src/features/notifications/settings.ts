import type { Tx } from "#platform/database/index.ts";
import { type Settings, settingsOf } from "./model/settings.ts";

/** A person's own settings, as that person. */
export async function readSettings(tx: Tx, me: string): Promise<Settings> {
  const row = await tx
    .selectFrom("notification_setting")
    .select(["delivery", "daily_hour", "version"])
    .where("audience_id", "=", me)
    .executeTakeFirst();
  return settingsOf(row);
}
