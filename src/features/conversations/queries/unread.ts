import { sql } from "kysely";
import { countInFrame } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { unreadOf } from "./threads.ts";

/** How many conversations of a room hold something that this person has not read; at most 99 are counted. */
async function unreadThreads(tx: Tx, me: string, room: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from (
    select from thread t join member me on me.room_id = t.room_id and me.id = ${me}
    left join thread_read r on r.room_id = t.room_id and r.audience_id = ${me} and r.thread_id = t.id
    where t.room_id = ${room} and ${unreadOf} > 0 limit 99) as few`.execute(tx);
  return rows[0]?.count ?? 0;
}
countInFrame("conversation", unreadThreads);

/** The threads among the given ones that a person started, wrote in or is mentioned in. */
export async function threadsOfMine(tx: Tx, me: string, room: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await sql<{
    id: string;
  }>`select t.id from thread t where t.room_id = ${room} and t.id = any (${ids}::uuid[])
    and (t.author_id = ${me}
      or exists (select from message m where m.room_id = t.room_id and m.thread_id = t.id and m.author_id = ${me})
      or exists (select from mention n join message m on m.room_id = n.room_id and m.id = n.message_id
                 where n.room_id = t.room_id and n.person_id = ${me} and m.thread_id = t.id))`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
