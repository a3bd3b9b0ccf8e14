import {
  type AudienceKind,
  assertWider as assertPeopleWider,
  audienceKind,
  covers as coversAlways,
  peopleOf,
} from "#features/rooms/index.ts";
import type { Seat, Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { seatAllows } from "#platform/operations/index.ts";

export interface Audience {
  id: string;
  kind: AudienceKind;
  name: string;
}

/** An audience of the room that the actor is in. @throws Problem not-found for any other */
export async function audienceOf(tx: Tx, room: string, id: string): Promise<Audience> {
  const row = await tx
    .selectFrom("audience")
    .select(["id", "kind", "name"])
    .where("room_id", "=", room)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  return { ...row, kind: audienceKind.parse(row.kind) };
}

/** Whether everyone in `narrow` is in `wide` too, now and later. The actor is in both, so both lists are theirs to read. */
export async function covers(tx: Tx, room: string, wide: string, narrow: string): Promise<boolean> {
  if (wide === narrow) return true;
  const group = async (id: string) => ({
    ...(await audienceOf(tx, room, id)),
    people: await peopleOf(tx, room, id),
  });
  return coversAlways(await group(wide), await group(narrow));
}

/**
 * Publishing only widens: everyone who sees a thing now goes on seeing it.
 * @throws Problem audience-not-wider, already-shared
 */
export async function assertWider(tx: Tx, room: string, from: Audience, to: Audience): Promise<void> {
  if (from.id === to.id) throw refused("already-shared", {}, "to");
  await assertPeopleWider(tx, room, from.id, to.id);
  // A group of chosen people that happens to hold everyone is still no wider than everyone.
  if (from.kind === "room") throw refused("already-shared", {}, "to");
}

/**
 * Putting something where the other side (or anybody beyond one's own team) sees it is publishing, whether it lay
 * backstage before or not.
 * @throws Problem role-may-not
 */
export function assertMayShare(seat: Seat | null, audience: Pick<Audience, "kind">): void {
  if (audience.kind !== seat?.side && !seatAllows(seat, "room.publish")) throw forbidden("role-may-not");
}

/** Who answers for a document sees it. @throws Problem responsible-does-not-see */
export async function assertSees(
  tx: Tx,
  room: string,
  audience: string,
  person: string | undefined,
): Promise<void> {
  if (!person) return;
  const people = await peopleOf(tx, room, audience);
  if (!people.some(({ id }) => id === person)) throw refused("responsible-does-not-see", {}, "responsible");
}

/**
 * The audience in which the name that a file came with is kept: the uploader's own team, provided that all of it sees
 * the revision by its place alone. Otherwise the name is not kept: a row that more people see than the revision would
 * tell of it.
 */
export async function ownTeam(
  tx: Tx,
  room: string,
  seat: Seat | null,
  audience: Audience,
): Promise<string | null> {
  const side = seat?.side;
  if (side !== "seller" && side !== "buyer") return null;
  if (audience.kind === side) return audience.id;
  if (audience.kind !== "room" && !(audience.kind === "commercial" && side === "seller")) return null;
  const team = await tx
    .selectFrom("audience")
    .select("id")
    .where("room_id", "=", room)
    .where("kind", "=", side)
    .executeTakeFirst();
  return team?.id ?? null;
}
