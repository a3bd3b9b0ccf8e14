import { sql } from "kysely";
import { type Actor, asActor } from "../database/index.ts";
import type { Positions } from "./cursor.ts";

/** What a stream tells of an entry: enough to know which screen is out of date, nothing to read. */
export interface Change {
  kind: string;
  type: string;
  id: string | null;
  /** The reader did it: no news to whoever did it, and yet their other screens are out of date. */
  own: boolean;
}

/** An entry after a position. */
interface Fresh extends Change {
  audience: string;
  seq: number;
}

/** The state of a room's log as one person sees it. */
export interface News {
  /** Every audience of the room that the person is in, with the number of its last entry. */
  heads: Positions;
  /** Entries after the given positions, by audience and number. */
  entries: Fresh[];
  /** Some entries were left for the next reading. */
  more: boolean;
}

const batch = 200;

/**
 * Reads what is new in a room as one person, in a transaction of theirs: one query, by number, whatever is new.
 * Audiences that `after` does not name give no entries, only their head.
 * @returns null when the person sees nothing of the room (any more)
 */
export async function readNews(actor: Actor, room: string, after: Positions): Promise<News | null> {
  const rows = await asActor(
    actor,
    async (tx) =>
      (
        await sql<{
          audience: string;
          head: number;
          seq: number | null;
          kind: string;
          type: string;
          id: string | null;
          own: boolean;
        }>`
          select a.id as audience, coalesce(h.seq, 0) as head, e.seq, e.kind, e.type, e.id, e.own
          from audience a
          left join private.my_heads(${room}) h on h.audience_id = a.id
          left join unnest(${[...after.keys()]}::uuid[], ${[...after.values()]}::bigint[]) as p(audience, seq) on p.audience = a.id
          left join lateral (
            select l.seq, l.kind, l.subject_type as type, l.subject_id as id, l.actor_id is not distinct from ${actor.personId} as own from log_entry l
            where l.room_id = ${room} and l.audience_id = a.id and l.seq > p.seq and l.seq <= h.seq
            order by l.seq limit ${batch}
          ) e on true
          where a.room_id = ${room}
          order by a.id, e.seq`.execute(tx)
      ).rows,
    { readOnly: true },
  );
  if (rows.length === 0) return null;
  const counts = new Map<string, number>();
  const entries: Fresh[] = [];
  for (const { audience, seq, kind, type, id, own } of rows) {
    if (seq === null) continue;
    entries.push({ audience, seq, kind, type, id, own });
    counts.set(audience, (counts.get(audience) ?? 0) + 1);
  }
  return {
    heads: new Map(rows.map(({ audience, head }) => [audience, head])),
    entries,
    more: [...counts.values()].some((count) => count === batch),
  };
}
