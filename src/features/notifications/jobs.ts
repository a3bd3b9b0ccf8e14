import { sql } from "kysely";
import { z } from "zod";
import { asActor } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { post } from "#platform/identity/letters.ts";
import { enqueue, job, requestJob } from "#platform/jobs/index.ts";
import { onTouched } from "#platform/live/index.ts";
import { log } from "#platform/log.ts";
import { lookThrough } from "./scan.ts";
import { mailDue } from "./send.ts";

const sweepAtMost = 500;

/** Mails a person what is due. */
export const mailPerson = job({
  name: "notifications.mail",
  schema: z.object({ person: z.uuid() }),
  run: ({ person }) => mailDue(person),
});

/** Looks through a room's log for each of its people, as each of them. */
export const scanRoom = job({
  name: "notifications.scan",
  schema: z.object({ room: z.uuid() }),
  async run({ room }, { signal }) {
    const { heads, people } = await asSystem(async (tx) => ({
      heads: await tx
        .selectFrom("log_head as h")
        .innerJoin("audience as a", "a.id", "h.audience_id")
        .where("a.room_id", "=", room)
        .select(["h.audience_id as about", "h.seq"])
        .execute(),
      people: await tx
        .selectFrom("member as m")
        .innerJoin("person as p", "p.id", "m.id")
        .where("m.room_id", "=", room)
        .where("m.left_at", "is", null)
        .where("p.disabled_at", "is", null)
        .select("m.id")
        .execute(),
    }));
    const mailing = post().configured;
    for (const { id } of people) {
      signal.throwIfAborted();
      await asActor({ personId: id }, async (tx) => {
        const due = await lookThrough(tx, id, room, mailing, new Date());
        if (due) await enqueue({ tx }, mailPerson, { person: id }, { key: id });
      });
    }
    if (heads.length === 0) return;
    await asSystem((tx) =>
      tx
        .insertInto("notification_scan")
        .values(heads)
        .onConflict((conflict) =>
          conflict.column("about").doUpdateSet((row) => ({
            seq: row.fn<number>("greatest", ["notification_scan.seq", "excluded.seq"]),
          })),
        )
        .execute(),
    );
  },
});

/** Every minute: rooms whose announcement was lost, and mails whose hour has come. */
export const sweep = job({
  name: "notifications.sweep",
  schema: z.object({}),
  cron: "* * * * *",
  concurrency: 1,
  async run() {
    await asSystem(async (tx) => {
      const rooms = await sql<{
        room_id: string;
      }>`select room_id from private.rooms_behind(${sweepAtMost})`.execute(tx);
      for (const { room_id: room } of rooms.rows) await enqueue({ tx }, scanRoom, { room }, { key: room });
      if (!post().configured) return;
      const due = await tx
        .selectFrom("notification")
        .select("audience_id")
        .distinct()
        .where("mail_state", "=", "waiting")
        .where("mail_due", "<=", new Date())
        .limit(sweepAtMost)
        .execute();
      for (const { audience_id: person } of due)
        await enqueue({ tx }, mailPerson, { person }, { key: person });
    });
  },
});

/** Looks through a room soon after something happened in it. @returns stop */
export function watchRooms(): () => void {
  return onTouched((room) => {
    if (room === null) return;
    requestJob(scanRoom, { room }, room).catch((error: unknown) =>
      log().warn({ err: error }, "a room is looked through later, by the sweep"),
    );
  });
}
