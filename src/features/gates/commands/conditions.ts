import { z } from "zod";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { readCourse, touch } from "../course/index.ts";
import { gateEntry } from "../entry.ts";
import { assertOurs } from "../refusals.ts";
import { gateStanding, ofGate, toVersion } from "./shared.ts";

/** Says that a condition of a decision is done: its owner, or the supplier's lead. */
export const fulfilCondition = command({
  name: "gates.fulfil-condition",
  summary: "Marks a condition of a conditional decision as done",
  http: "POST /rooms/{room}/gates/{gate}/conditions/{condition}/fulfilment",
  capability: "room.talk",
  input: z.object({ ...ofGate, condition: z.uuid(), note: z.string().trim().max(1000).default("") }),
  output: toVersion,
  standing: gateStanding,
  async run({ tx, actor, seat, input, now, emit }) {
    assertOurs(seat);
    const course = await readCourse(tx, input.room, input.gate, input.version);
    const condition = course.conditions.find(({ id }) => id === input.condition);
    if (!condition) throw notFound();
    if (condition.owner !== actor.personId && seat?.role !== "lead") throw forbidden("gate-condition-owner");
    if (condition.doneAt) throw refused("gate-condition-done");
    await tx
      .updateTable("gate_condition")
      .set({ done_at: now, done_by: actor.personId, note: input.note })
      .where("room_id", "=", input.room)
      .where("id", "=", condition.id)
      .execute();
    emit(gateEntry(course, "gate.condition-fulfilled", { condition: condition.text }));
    return { version: await touch(tx, course) };
  },
});
