import { isWider, peopleOf } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { narrower, type PlacedAudience } from "../copy/audiences.ts";
import { type Wording, wording } from "../copy/stored.ts";
import type { Band } from "../model/index.ts";

export interface FoundLane {
  id: string;
  band: Band;
  title: Wording;
  audience: PlacedAudience;
}

/** A lane that the one at work sees. @throws 404 */
export async function laneOf(tx: Tx, room: string, id: string): Promise<FoundLane> {
  const row = await tx
    .selectFrom("lane")
    .innerJoin("audience", "audience.id", "lane.audience_id")
    .select(["lane.id", "lane.band", "lane.title", "audience.id as audience_id", "audience.kind"])
    .where("lane.room_id", "=", room)
    .where("lane.id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return {
    id: row.id,
    band: row.band as Band,
    title: wording.parse(row.title),
    audience: { id: row.audience_id, kind: row.kind as PlacedAudience["kind"] },
  };
}

/**
 * The audience of what stands between two audiences: the narrower one. With a named audience its people decide which of
 * the two that is. Null when each has somebody whom the other has not: then nothing may stand between them.
 */
export async function sharedAudience(
  tx: Tx,
  room: string,
  a: PlacedAudience,
  b: PlacedAudience,
): Promise<PlacedAudience | null> {
  const known = narrower(a, b);
  if (known || (a.kind !== "custom" && b.kind !== "custom")) return known;
  const [inA, inB] = [await peopleOf(tx, room, a.id), await peopleOf(tx, room, b.id)];
  if (isWider(inA, inB)) return a;
  return isWider(inB, inA) ? b : null;
}

/**
 * Refuses to name somebody who could not see what they are named for, or who belongs to the other side of the line of
 * interaction.
 */
export async function mustSee(
  tx: Tx,
  room: string,
  member: string,
  audience: string,
  band: Band,
  field: string,
): Promise<{ name: string }> {
  const [person, seen] = await Promise.all([
    tx
      .selectFrom("member")
      .select(["name", "side"])
      .where("room_id", "=", room)
      .where("id", "=", member)
      .where("left_at", "is", null)
      .executeTakeFirst(),
    peopleOf(tx, room, audience),
  ]);
  if (!person) throw notFound();
  if ((band === "customer") === (person.side === "seller"))
    throw refused("member-other-side", { name: person.name }, field);
  if (!seen.some(({ id }) => id === member)) throw refused("member-cannot-see", { name: person.name }, field);
  return person;
}
