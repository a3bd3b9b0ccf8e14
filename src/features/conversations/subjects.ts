import { sql } from "kysely";
import { declareRows, declareSubject } from "#platform/roomlog/index.ts";

const address = (room: string, thread: string) => `/rooms/${room}/conversation/${thread}`;

/** What a conversation is called: its title, or how its first message begins. */
const title = sql<string>`coalesce(nullif(thread.title, ''), (
  select left(trim(regexp_replace(regexp_replace(f.text, '@\\[[0-9a-f-]{36}\\]', '@…', 'g'), '\\s+', ' ', 'g')), 80)
  from message f where f.room_id = thread.room_id and f.thread_id = thread.id and f.place = 1 and f.withdrawn_at is null), '')`;

declareRows("thread", "thread", title, address);

/** A message that still stands; a withdrawn one is no longer spoken of. Its title is its thread's. */
declareSubject("message", async (tx, room, ids) => {
  const rows = await tx
    .selectFrom("message as m")
    .innerJoin("thread", (on) =>
      on.onRef("thread.room_id", "=", "m.room_id").onRef("thread.id", "=", "m.thread_id"),
    )
    .select(["m.id", "m.audience_id", "m.thread_id", "m.place", title.as("title")])
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
