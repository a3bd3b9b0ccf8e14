import { type AudienceWithPeople, covers } from "#features/rooms/index.ts";

type Group = Pick<AudienceWithPeople, "id" | "kind"> & { people: readonly { id: string }[] };

/**
 * Who may know where a comment lies on a revision: the comment's audience when all of it sees the revision; the revision's (a
 * draft's) when all of that read the comment; else nobody, and the comment has no place there: it would tell some of the
 * other.
 */
export function sightOf<G extends Group>(comment: G, revision: G): G | null {
  if (covers(revision, comment)) return comment;
  return covers(comment, revision) ? revision : null;
}
