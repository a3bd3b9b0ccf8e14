import { type Standing, standingsFrom } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import type { TOLD } from "./commands/announce.ts";
import { gatesOf } from "./queries/list.ts";

const OUTCOMES: Record<string, Standing["gate"]> = {
  go: "go",
  "conditional-go": "conditional",
  hold: "hold",
  rework: "rework",
  "no-go": "no-go",
  "no-decision": "no-decision",
};

/** What others are told is coarser than what was decided: "passed" has no conditions, "held" and "stopped" no reason. */
const NOTICES: Record<(typeof TOLD)[number], Standing["gate"]> = {
  passed: "go",
  held: "hold",
  stopped: "no-go",
  open: "open",
};

// For the list of the process, its progress line and its picture.
standingsFrom(async (tx, room) => {
  const [gates, handovers] = await Promise.all([gatesOf(tx, room), handoversOf(tx, room)]);
  return [
    ...gates.map(({ id, state, ending, notice }): Standing => {
      if (state === null) return { id, gate: notice ? NOTICES[notice.told] : "ahead" };
      if (state === "decided") return { id, gate: OUTCOMES[ending ?? ""] ?? "open" };
      return { id, gate: state === "submitted" ? "open" : "ahead" };
    }),
    ...handovers,
  ];
});

/** The supplier's team reads the course of a handover; all others what they were told. */
async function handoversOf(tx: Tx, room: string): Promise<Standing[]> {
  const rows = await tx
    .selectFrom("handover as h")
    .leftJoin("handover_course as c", (on) =>
      on.onRef("c.room_id", "=", "h.room_id").onRef("c.handover_id", "=", "h.id"),
    )
    .leftJoin("handover_notice as n", (on) =>
      on.onRef("n.room_id", "=", "h.room_id").onRef("n.handover_id", "=", "h.id"),
    )
    .select(["h.id", "c.state", "n.handover_id as told"])
    .where("h.room_id", "=", room)
    .execute();
  return rows.map(({ id, state, told }) => ({
    id,
    handover: state === "accepted" || told ? "done" : state === "offered" ? "running" : "planned",
  }));
}
