import { currentRound, isPositive, wording } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import type { Course } from "../course/index.ts";
import { winningKey } from "../outcome.ts";

/** What follows from the newest decision and has not been told yet. */
export async function nextOf(tx: Tx, course: Course) {
  const { room, after, before } = course;
  const nothing = { phase: null, outcome: null };
  const { state, decision } = currentRound(course.rounds);
  if (state !== "decided" || !decision) return nothing;
  const [sale, process, phase, key] = await Promise.all([
    tx.selectFrom("room").select("state").where("id", "=", room).executeTakeFirst(),
    tx.selectFrom("process").select(["phase_id", "version"]).where("room_id", "=", room).executeTakeFirst(),
    tx
      .selectFrom("phase")
      .select(["id", "title"])
      .where("room_id", "=", room)
      .where("id", "=", before)
      .executeTakeFirst(),
    winningKey(tx, room),
  ]);
  const open = sale?.state === "open";
  const { ending } = decision;
  if (ending === "no-go" || ending === "no-decision")
    return { phase: null, outcome: open ? ("lost" as const) : null };
  if (!isPositive(ending)) return nothing;
  const enters = after !== before && process?.phase_id === after && phase;
  return {
    phase: enters ? { id: phase.id, title: wording.parse(phase.title), version: process.version } : null,
    outcome: open && key === course.key ? ("won" as const) : null,
  };
}
