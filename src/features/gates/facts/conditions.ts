import { currentRound, recheck } from "#features/process/index.ts";
import type { Course } from "../course/index.ts";
import type { Known } from "./gather.ts";

/**
 * The conditions of every decision to go on, looked at again: what was agreed binds until it is done, also when the gate
 * has been opened again since. Oldest round first.
 *
 * @param today the day (`YYYY-MM-DD`) in the room's time zone
 * @returns `state` of all of them together; `late`: one of the newest decision itself is past its day, which is what opens
 * a gate again. An older one does not: whoever decided after it knew of it.
 */
export function conditionsOf(course: Course, known: Known, today: string) {
  const agreed = new Set(
    course.rounds.flatMap((round) => (round.decision?.ending === "conditional-go" ? [round.number] : [])),
  );
  const all = course.conditions.filter((one) => agreed.has(one.round));
  const statuses = Object.fromEntries(known.evaluation.criteria.map(({ key, status }) => [key, status]));
  const checked = recheck(
    all,
    new Set(all.flatMap((one, index) => (one.doneAt ? [index] : []))),
    statuses,
    today,
  );
  const conditions = all.map((one, index) => ({ ...one, state: checked.conditions[index]?.state ?? "open" }));
  const { number } = currentRound(course.rounds);
  const own = conditions.filter(({ round }) => round === number);
  return { state: checked.state, conditions, own, late: own.some(({ state }) => state === "overdue") };
}
