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
