import { currentRound, recheck } from "#features/process/index.ts";
import type { Course } from "../course/index.ts";
import type { Known } from "./gather.ts";

/** The conditions of the newest decision, looked at again. */
export function conditionsOf(course: Course, known: Known, today: string) {
  const round = currentRound(course.rounds);
  const own =
    round.decision?.ending === "conditional-go"
      ? course.conditions.filter((one) => one.round === round.number)
      : [];
  const statuses = Object.fromEntries(known.evaluation.criteria.map(({ key, status }) => [key, status]));
  const checked = recheck(
    own,
    new Set(own.flatMap((one, index) => (one.doneAt ? [index] : []))),
    statuses,
    today,
  );
  return {
    state: checked.state,
    conditions: own.map((one, index) => ({ ...one, state: checked.conditions[index]?.state ?? "open" })),
  };
}
