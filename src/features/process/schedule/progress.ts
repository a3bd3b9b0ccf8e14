import type { Title } from "../model/index.ts";
import type { Reason } from "../reason.ts";
import type { ActivityState } from "./activity.ts";

interface Step {
  key: string;
  title: Title;
  phase: string;
  state: ActivityState;
  dependsOn: readonly string[];
}

/** Dropped activities are out of the way as well as done ones. */
const isBehind = (state: ActivityState) => state === "done" || state === "dropped";

/**
 * What usually comes first and is not done. It warns and never forbids: work may begin early, at one's own risk.
 * Dependencies on what was not passed are left out, so that a hidden step can neither be named nor noticed.
 */
export function openBefore(step: Pick<Step, "dependsOn">, steps: readonly Step[]): Reason[] {
  const known = new Map(steps.map((other) => [other.key, other]));
  return step.dependsOn.flatMap((key): Reason[] => {
    const other = known.get(key);
    if (!other || isBehind(other.state)) return [];
    return [{ key: "reason-activity-before", params: { activity: other.title } }];
  });
}

export interface PhaseProgress {
  phase: string;
  state: "ahead" | "current" | "done";
  done: number;
  /** Activities that are not dropped. */
  of: number;
}

/**
 * How far each phase is, counted from the activities that are passed and from nothing else: a reader's progress must not
 * move by what the reader may not see. `at` is the phase the room is in: those before it are done, those after it ahead.
 */
export function progress(
  phases: readonly { key: string }[],
  at: string,
  steps: readonly Pick<Step, "phase" | "state">[],
): PhaseProgress[] {
  const here = phases.findIndex((phase) => phase.key === at);
  return phases.map(({ key }, index): PhaseProgress => {
    const own = steps.filter((step) => step.phase === key && step.state !== "dropped");
    return {
      phase: key,
      state: index < here ? "done" : index === here ? "current" : "ahead",
      done: own.filter((step) => step.state === "done").length,
      of: own.length,
    };
  });
}
