import type { Delegation } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";

/** Who has passed decisions on to whom, as far as that has not been ended. */
export async function delegationsOf(tx: Tx, room: string): Promise<(Delegation & { id: string })[]> {
  const rows = await tx
    .selectFrom("gate_delegation")
    .select(["id", "from_id", "to_id", "since", "until"])
    .where("room_id", "=", room)
    .where("ended_at", "is", null)
    .orderBy("since")
    .execute();
  return rows.map(({ id, from_id, to_id, since, until }) => ({ id, from: from_id, to: to_id, since, until }));
}
