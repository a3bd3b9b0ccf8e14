import { z } from "zod";
import { currentRound, dayOf, isPositive, type Round } from "#features/process/index.ts";
import { refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { readCourse } from "../course/index.ts";
import { gateEntry } from "../entry.ts";
import { assertOurs } from "../refusals.ts";
import { gateStanding, ofGate } from "./shared.ts";

export const TOLD = ["passed", "held", "stopped", "open"] as const;

/** How a gate stands, in the few words that those who see it may be told. */
export function tellable(round: Round): (typeof TOLD)[number] {
  const ending = round.state === "decided" ? round.decision?.ending : undefined;
  if (!ending) return "open";
  if (ending === "no-go" || ending === "no-decision") return "stopped";
  return isPositive(ending) ? "passed" : "held";
}

/** Tells those who see a gate how it stands: passed, held, stopped or open, and the day. Nothing else of it is told. */
export const announceGate = command({
  name: "gates.announce",
  summary: "Tells everyone who sees a gate whether it is passed",
  http: "PUT /rooms/{room}/gates/{gate}/notice",
  capability: "room.lead",
  input: z.object(ofGate),
  output: z.object({ told: z.enum(TOLD) }),
  standing: gateStanding,
  async run({ tx, seat, input, now, emit }) {
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    if (course.shown === course.audience) throw refused("gate-not-shared");
    const told = tellable(currentRound(course.rounds));
    const values = { told, told_on: dayOf(now) };
    await tx
      .insertInto("gate_notice")
      .values({ room_id: input.room, gate_id: input.gate, audience_id: course.shown, ...values })
      .onConflict((conflict) => conflict.columns(["room_id", "gate_id"]).doUpdateSet(values))
      .execute();
    emit(gateEntry(course, "gate.announced", { told }, course.shown));
    return { told };
  },
});
