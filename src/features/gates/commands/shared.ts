import { z } from "zod";
import { type GateEvent, type GateStep, type Reason, stepGate } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import type { Work } from "#platform/operations/index.ts";
import { type Course, readCourse, saveRounds } from "../course/index.ts";
import { concerned, gateEntry } from "../entry.ts";
import { assertOurs, refuse } from "../refusals.ts";

/** What every command about a gate is told: which gate, and in which version the person has seen it. */
export const ofGate = { room: z.uuid(), gate: z.uuid(), version: z.int() };
export const toVersion = z.object({ version: z.int() });
/** A choice of two: a form sends a word, since nothing chosen must differ from no; others may send a truth value. */
export const yesOrNo = z.union([z.enum(["yes", "no"]), z.boolean()]);
/** Whether the choice was yes. */
export const isYes = (given: z.infer<typeof yesOrNo>) => given === true || given === "yes";
export const words = z.string().trim().max(2000).default("");

/** Where the gate stands, for one who would act on what they saw of it before somebody else acted. */
export async function gateStanding({ tx, input }: Work<{ room: string; gate: string }>) {
  const { version } = await readCourse(tx, input.room, input.gate);
  return { version, fields: {}, subject: { id: input.gate } };
}

/** A criterion of the gate. @throws 404 */
export function criterionOf(course: Course, key: string) {
  const found = course.definition.criteria.find((one) => one.key === key);
  if (!found) throw notFound();
  return found;
}

/** The reasons that are about what somebody typed, by the field that mends them. */
const FIELD: Partial<Record<Reason["key"], string>> = {
  "reason-against-reason": "reason",
  "reason-divided-reason": "reason",
  "reason-close-reason": "reason",
  "reason-reopen-reason": "reason",
  "reason-override-reason": "reason",
  "reason-no-condition": "conditions[0].text",
  "reason-condition-incomplete": "conditions[0].text",
};

/** The rounds after a step of the rules, or the refusal in words. */
export async function stepped(tx: Tx, person: string, course: Course, step: GateStep) {
  if (step.ok) return step.rounds;
  return refuse(tx, person, course, step.refusals, FIELD[step.refusals[0].key]);
}

/** Somebody of the supplier's team. @throws 422 on the field */
export async function teamMember(
  tx: Tx,
  room: string,
  person: string,
  field: string,
): Promise<{ name: string }> {
  const member = await tx
    .selectFrom("member")
    .select("name")
    .where("room_id", "=", room)
    .where("id", "=", person)
    .where("side", "=", "seller")
    .where("left_at", "is", null)
    .executeTakeFirst();
  if (!member) throw refused("not-in-team", {}, field);
  return member;
}

/** A step of the rules that needs nothing but a reason, with its log entry. */
export async function simple(
  work: Work<{ room: string; gate: string; version: number; reason: string }>,
  event: (base: { by: string; at: string; reason: string }) => GateEvent,
  kind: `gate.${string}`,
) {
  const { tx, actor, seat, input, now, emit } = work;
  assertOurs(seat);
  const course = await readCourse(tx, input.room, input.gate, input.version);
  const step = event({ by: actor.personId, at: now.toISOString(), reason: input.reason });
  const after = await stepped(tx, actor.personId, course, stepGate(course.rounds, step));
  const { reason } = input;
  emit(
    gateEntry(course, kind, {
      ...(reason ? { reason } : {}),
      ...("cause" in step ? { cause: step.cause, people: concerned(course.rounds) } : {}),
    }),
  );
  return { course, after, version: await saveRounds(tx, course, after) };
}
