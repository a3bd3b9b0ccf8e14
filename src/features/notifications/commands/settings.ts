import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { reasons, topicOf } from "../model/rules.ts";
import { deliveries, dueAt, nothing, type Settings } from "../model/settings.ts";
import { readSettings } from "../settings.ts";

/** Writes settings; what waits for its mail moves to the new time. */
async function keep(tx: Tx, me: string, settings: Settings, now: Date): Promise<void> {
  const values = { delivery: JSON.stringify(settings.delivery), daily_hour: settings.dailyHour };
  await tx
    .insertInto("notification_setting")
    .values({ audience_id: me, ...values })
    .onConflict((conflict) =>
      conflict
        .column("audience_id")
        .doUpdateSet((row) => ({ ...values, version: row("notification_setting.version", "+", 1) })),
    )
    .execute();
  const person = await tx.selectFrom("person").select("time_zone").where("id", "=", me).executeTakeFirst();
  for (const reason of reasons) {
    const due = dueAt(
      settings.delivery[topicOf[reason]],
      settings.dailyHour,
      person?.time_zone ?? "UTC",
      now,
    );
    await tx
      .updateTable("notification")
      .set(due ? { mail_due: due } : { mail_state: "off" })
      .where("audience_id", "=", me)
      .where("reason", "=", reason)
      .where("mail_state", "=", "waiting")
      .execute();
  }
}

/** Chooses how I am told, topic by topic. My own affair: the room log says nothing of it. */
export const changeSettings = command({
  name: "notifications.choose",
  summary: "Choose about what I get mail, and when",
  http: "PUT /notification-settings",
  capability: "anyone",
  input: z.object({ delivery: deliveries, dailyHour: z.int().min(0).max(23), version: z.int().min(0) }),
  output: z.object({ version: z.int() }),
  async run({ tx, actor, input, now }) {
    const before = await readSettings(tx, actor.personId);
    if (before.version !== input.version) throw stale();
    await keep(tx, actor.personId, input, now);
    return { version: (await readSettings(tx, actor.personId)).version };
  },
  async standing({ tx, actor }) {
    const { version, delivery, dailyHour } = await readSettings(tx, actor.personId);
    return { version, fields: { delivery, dailyHour } };
  },
});

/** No more mail, in one step. Carried out for the person whom the signed link in a mail names. */
export const turnOff = command({
  name: "notifications.off",
  summary: "No more mail about rooms",
  http: "POST /notification-settings/off",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ off: z.literal(true) }),
  async run({ tx, actor, now }) {
    const before = await readSettings(tx, actor.personId);
    await keep(tx, actor.personId, { ...before, delivery: nothing }, now);
    return { off: true as const };
  },
});
