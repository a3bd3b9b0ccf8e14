import { z } from "zod";
import { changesOf, currentRound, dayOf } from "#features/process/index.ts";
import { forbidden, refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { readCourse } from "../course/index.ts";
import { conditionsOf, gather, resting } from "../facts/index.ts";
import { assertOurs } from "../refusals.ts";
import { gateStanding, ofGate, simple, toVersion, words } from "./shared.ts";

/**
 * Opens a gate again as a further round; what was decided stays as it was. A material change and overdue conditions must
 * really be there; new facts are in the words of whoever opens it.
 */
export const reopenGate = command({
  name: "gates.reopen",
  summary: "Opens a gate again as a new round, with a reason",
  http: "POST /rooms/{room}/gates/{gate}/rounds",
  capability: "room.lead",
  input: z.object({
    ...ofGate,
    cause: z.enum(["material-change", "conditions-overdue", "resumed", "new-facts"]),
    reason: words,
  }),
  output: toVersion,
  standing: gateStanding,
  async run(work) {
    const { tx, seat, input, now } = work;
    assertOurs(seat);
    if (seat && seat.role !== "lead") throw forbidden("role-may-not");
    const { cause } = input;
    const course = await readCourse(tx, input.room, input.gate, input.version);
    if (cause === "material-change" || cause === "conditions-overdue") {
      const known = await gather(work, course);
      const changed = changesOf(currentRound(course.rounds), resting(course, known));
      if (cause === "material-change" && changed.length === 0)
        throw refused("gate-nothing-changed", {}, "cause");
      if (cause === "conditions-overdue" && !conditionsOf(course, known, dayOf(now)).late)
        throw refused("gate-nothing-overdue", {}, "cause");
    }
    const done = await simple(work, (base) => ({ kind: "reopen", cause, ...base }), "gate.reopened");
    return { version: done.version };
  },
});
