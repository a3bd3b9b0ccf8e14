import { sql } from "kysely";
import type { Actor, Seat, Tx } from "#platform/database/index.ts";
import { seatAllows } from "#platform/operations/index.ts";

/** Whether a screen shows forms for writing: the role includes it, and nobody is looking as somebody else. */
export const mayTalk = (seat: Seat | null, actor: Actor): boolean =>
  seatAllows(seat, "room.talk") && actor.viewerId === undefined;

/** Whether the actor's right to a document lets them write about it. The database asks the same of what is written. */
export async function mayComment(tx: Tx, room: string, document: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select private.may_comment(${room}, ${document}) as may`.execute(tx);
  return rows[0]?.may ?? false;
}

/** The same for an answer in a thread, whatever it is about. */
export async function mayWriteIn(tx: Tx, room: string, thread: string): Promise<boolean> {
  const { rows } = await sql<{
    may: boolean;
  }>`select private.may_write_in(${room}, ${thread}) as may`.execute(tx);
  return rows[0]?.may ?? false;
}
