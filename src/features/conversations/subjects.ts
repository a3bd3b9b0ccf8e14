import { sql } from "kysely";
import { declareRows, declareSubject } from "#platform/roomlog/index.ts";

const address = (room: string, thread: string) => `/rooms/${room}/conversation/${thread}`;

declareRows("thread", "thread", sql`title`, address);

/** A message that still stands; a withdrawn one is no longer spoken of. Its title is its thread's. */
declareSubject("message", async (tx, room, ids) => {
  const rows = await tx
    .selectFrom("message as m")
    .innerJoin("thread as t", (on) =>
      on.onRef("t.room_id", "=", "m.room_id").onRef("t.id", "=", "m.thread_id"),
    )
    .select(["m.id", "m.audience_id", "m.thread_id", "m.place", "t.title"])
    .where("m.room_id", "=", room)
    .where("m.id", "in", ids)
    .where("m.withdrawn_at", "is", null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    audience: row.audience_id,
    title: row.title,
    path: `${address(room, row.thread_id)}?at=${row.place}#m-${row.id}`,
  }));
});
