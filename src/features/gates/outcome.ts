import { storedBlueprint } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import type { Work } from "#platform/operations/index.ts";
import { winningGate } from "./model/win.ts";

/** The key of the gate at which this room's sale is won; only the supplier can read it. */
export async function winningKey(tx: Tx, room: string): Promise<string | null> {
  const source = await tx
    .selectFrom("process_source")
    .select("content")
    .where("room_id", "=", room)
    .executeTakeFirst();
  return source ? winningGate(storedBlueprint(source.content)) : null;
}

/**
 * How the sale stands, for everyone in the room: only ever by an act that says so, never by a decision behind the line.
 * @returns whether the room was in the state `from`
 */
export async function changeRoom(
  { tx, emit }: Pick<Work<unknown>, "tx" | "emit">,
  room: string,
  from: "open" | "lost",
  to: "open" | "won" | "lost",
  kind: `room.${string}`,
): Promise<boolean> {
  const changed = await tx
    .updateTable("room")
    .set((eb) => ({ state: to, version: eb("version", "+", 1) }))
    .where("id", "=", room)
    .where("state", "=", from)
    .returning("audience_id")
    .executeTakeFirst();
  if (changed)
    emit({ room, audience: changed.audience_id, kind, subject: { type: "room", id: room }, data: {} });
  return changed !== undefined;
}
