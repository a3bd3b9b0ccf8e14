import { sql } from "kysely";
import type { Actor, Seat, Tx } from "#platform/database/index.ts";
import { seatAllows } from "#platform/operations/index.ts";

/** Whether a screen shows forms for writing: the role includes it, and nobody is looking as somebody else. */
export const mayTalk = (seat: Seat | null, actor: Actor): boolean =>
  seatAllows(seat, "room.talk") && actor.viewerId === undefined;

/**
 * Of audiences those in which the actor's right to a document lets them write about it: among one's own team whoever may view
 * it, elsewhere whoever may comment. The database asks the same of what is written.
 */
export async function mayCommentIn(
  tx: Tx,
  room: string,
  document: string,
  audiences: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select a.id from unnest(${audiences}::uuid[]) a(id) where private.may_comment_in(${room}, ${document}, a.id)`.execute(
    tx,
  );
  return new Set(rows.map(({ id }) => id));
}

/** The same for an answer in a thread, whatever it is about. */
export async function mayWriteIn(tx: Tx, room: string, thread: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select private.may_write_in(${room}, ${thread}) as may`.execute(tx);
  return rows[0]?.may ?? false;
}
