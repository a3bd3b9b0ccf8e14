import type { AudienceKind } from "./room.ts";

/** A person of a room, as named wherever it is told who sees a thing. */
export interface Seen {
  id: string;
  name: string;
  company: string;
}

/** An audience with its people, for choosing whom to write to and for telling who reads. */
export interface AudienceWithPeople {
  id: string;
  kind: AudienceKind;
  name: string;
  people: Seen[];
}

/** The people of `from` who are not in `to`: they would lose sight of what moves from one to the other. */
export function wouldLose<P extends { id: string }>(from: readonly P[], to: readonly P[]): P[] {
  const stay = new Set(to.map((person) => person.id));
  return from.filter((person) => !stay.has(person.id));
}

/** The people of `to` who are not in `from`: they are who will newly see it. */
export const wouldGain = <P extends { id: string }>(from: readonly P[], to: readonly P[]): P[] =>
  wouldLose(to, from);

/**
 * Whether `to` is wider than `from`: everyone of `from` is in it. To publish is to move to a wider audience, never to
 * take a thing out of somebody's sight (DESIGN §2).
 */
export const isWider = (from: readonly { id: string }[], to: readonly { id: string }[]): boolean =>
  wouldLose(from, to).length === 0;

type Group = { id: string; kind: AudienceKind; people: readonly { id: string }[] };

/**
 * Whether everybody in `narrow` sees what `wide` sees, now and when people join. Standard audiences grow by themselves, so they
 * are compared by kind (the supplier's whole team is in `commercial`): before the customer has come, the supplier's
 * team and everyone in the room are the same people, and yet not the same audience. A chosen group is compared by its people.
 */
export function covers(wide: Group, narrow: Group): boolean {
  if (wide.id === narrow.id || wide.kind === "room") return true;
  if (narrow.kind === "seller") return wide.kind === "commercial";
  if (narrow.kind !== "custom") return false;
  return isWider(narrow.people, wide.people);
}
