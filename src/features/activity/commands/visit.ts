import { sql } from "kysely";
import { z } from "zod";
import { refused } from "#platform/errors.ts";
import { cursorKey, openCursor } from "#platform/live/index.ts";
import { command } from "#platform/operations/index.ts";
import { visitMinutes } from "../queries/changes.ts";

/**
 * Notes that the person has seen a room up to `upTo`. With `done` the list of changes is put away at once; otherwise it
 * stays for this visit, and what came before it is put away when the next visit begins.
 * Nobody else may know how far somebody has read, so nothing is written in the room log.
 */
export const visit = command({
  name: "activity.visit",
  summary: "Marks the changes in a room as seen",
  http: "POST /rooms/{room}/visits",
  capability: "room.see",
  input: z.object({ room: z.uuid(), upTo: z.string().max(4000), done: z.boolean().default(false) }),
  output: z.object({ seen: z.literal(true) }),
  async run({ tx, actor, input, now }) {
    const positions = openCursor(await cursorKey(), { ...actor, room: input.room }, input.upTo);
    if (!positions) throw refused("cursor-unknown", {}, "upTo");
    const absent = new Date(now.getTime() - visitMinutes * 60_000);
    await sql`
      insert into mark as m (audience_id, room_id, about, seq, previous_seq, at, previous_at)
      select ${actor.personId}, ${input.room}, a.id, p.seq, case when ${input.done} then p.seq else 0 end, ${now},
        case when ${input.done} then ${now}::timestamptz end
      from unnest(${[...positions.keys()]}::uuid[], ${[...positions.values()]}::bigint[]) as p(audience, seq)
      join audience a on a.id = p.audience and a.room_id = ${input.room}
      on conflict (audience_id, room_id, about) do update set
        previous_seq = case when ${input.done} then greatest(m.seq, excluded.seq)
          when m.at < ${absent} then m.seq else m.previous_seq end,
        previous_at = case when ${input.done} then ${now}::timestamptz when m.at < ${absent} then m.at else m.previous_at end,
        seq = greatest(m.seq, excluded.seq), at = ${now}`.execute(tx);
    return { seen: true as const };
  },
});
