import { z } from "zod";
import { type Wording, wording } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { TOLD } from "../commands/announce.ts";

export const gateListed = z.object({
  id: z.uuid(),
  key: z.string(),
  title: wording,
  /** As far as the reader may know: of the round for the supplier, what was told for all others. */
  state: z.enum(["preparing", "submitted", "decided"]).nullable(),
  ending: z.string().nullable(),
  notice: z.object({ told: z.enum(TOLD), on: z.string() }).nullable(),
});

/** The gates of a room with how they stand, for the process screen and its picture. One statement. */
export async function gatesOf(tx: Tx, room: string): Promise<z.infer<typeof gateListed>[]> {
  const rows = await tx
    .selectFrom("gate as g")
    .leftJoin("gate_notice as n", (on) =>
      on.onRef("n.room_id", "=", "g.room_id").onRef("n.gate_id", "=", "g.id"),
    )
    .leftJoin("gate_definition as d", (on) =>
      on.onRef("d.room_id", "=", "g.room_id").onRef("d.gate_id", "=", "g.id"),
    )
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("gate_round as r")
          .select(["r.state", "r.decision"])
          .whereRef("r.room_id", "=", "g.room_id")
          .whereRef("r.gate_id", "=", "g.id")
          .orderBy("r.number", "desc")
          .limit(1)
          .as("r"),
      (on) => on.onTrue(),
    )
    .select([
      "g.id",
      "g.key",
      "g.title",
      "g.planned_on",
      "n.told",
      "n.told_on",
      "r.state",
      "r.decision",
      "d.gate_id as ours",
    ])
    .where("g.room_id", "=", room)
    .orderBy("g.planned_on")
    .orderBy("g.key")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    title: wording.parse(row.title) as Wording,
    state:
      row.ours === null
        ? null
        : row.state === "submitted" || row.state === "decided"
          ? row.state
          : "preparing",
    ending: (row.decision as { ending?: string } | null)?.ending ?? null,
    notice:
      row.told && row.told_on
        ? { told: TOLD.find((one) => one === row.told) ?? "open", on: row.told_on }
        : null,
  }));
}
