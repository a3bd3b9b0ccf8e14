import { type RawBuilder, sql } from "kysely";
import { z } from "zod";
import { countInFrame } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { command } from "#platform/operations/index.ts";

/** Looks within this time are one visit: what was new at its beginning stays marked. */
const oneVisit = "30 minutes";

/** Notes that I look at the register. Nobody else can see it, so nothing is said in the room log. */
export const visitRegister = command({
  name: "documents.visit",
  summary: "Note that I look at the register; only I can see this",
  http: "PUT /rooms/{room}/documents-visit",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({}),
  async run({ tx, actor, input, now }) {
    await sql`
      insert into register_visit as v (room_id, audience_id, visited_at) values (${input.room}, ${actor.personId}, ${now})
      on conflict (room_id, audience_id) do update set visited_at = excluded.visited_at,
        before_at = case when v.visited_at < excluded.visited_at - ${oneVisit}::interval then v.visited_at else v.before_at end`.execute(
      tx,
    );
    return {};
  },
});

/** From when on what others brought is new to me in a register that I am looking at: since my last visit, or since I came. */
export const newSince = (room: string): RawBuilder<Date> => sql`coalesce(
  (select case when v.visited_at < now() - ${oneVisit}::interval then v.visited_at else v.before_at end
   from register_visit v where v.room_id = ${room} and v.audience_id = private.me()),
  (select m.joined_at from member m where m.room_id = ${room} and m.id = private.me()))`;

/** How many documents have a revision that came since I last looked; at most 99 are counted. */
async function newDocuments(tx: Tx, me: string, room: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with since as materialized (select coalesce(
      (select v.visited_at from register_visit v where v.room_id = ${room} and v.audience_id = ${me}),
      (select m.joined_at from member m where m.room_id = ${room} and m.id = ${me})) as at)
    select count(*)::int as count from (
      select distinct r.document_id from since join document_revision r on r.room_id = ${room} and r.shared_at > since.at
      where r.shared_by <> ${me} and r.status = 'current' limit 99) as few`.execute(tx);
  return rows[0]?.count ?? 0;
}
countInFrame("documents", newDocuments);
