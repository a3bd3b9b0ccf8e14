import type { Tx } from "#platform/database/index.ts";

/** Places of a room that tell how much is new to the reader. */
type Place = "conversation" | "documents";
type Count = (tx: Tx, me: string, room: string) => Promise<number>;

const counts = new Map<Place, Count>();

/**
 * A feature says how much is new at its place of a room, for the navigation. Asked together with the room itself, in the same
 * round trip and under the reader's own visibility; rooms lie below the features that count, so they bring it here.
 */
export function countInFrame(place: Place, count: Count): void {
  counts.set(place, count);
}

/** What is new to a person in a room, by place; nothing while a lead looks as somebody else, whose marks are theirs alone. */
export async function frameCounts(
  tx: Tx,
  actor: { personId: string; viewerId?: string | undefined },
  room: string,
): Promise<Partial<Record<Place, number>>> {
  if (actor.viewerId !== undefined) return {};
  const counted = [...counts].map(async ([place, count]) => [place, await count(tx, actor.personId, room)]);
  return Object.fromEntries(await Promise.all(counted));
}
