import type { Blueprint } from "../model/index.ts";
import { addDays, type Day } from "./days.ts";

export interface PlannedDates {
  start: Day;
  end: Day;
}

/**
 * First dates of a new room: a phase begins the day after the one before it has ended, an activity so many days into its
 * phase. It is a proposal, which the lead then changes.
 */
export function typicalPlan(blueprint: Blueprint, from: Day): Map<string, PlannedDates> {
  const plan = new Map<string, PlannedDates>();
  let begins = from;
  for (const phase of blueprint.phases) {
    let ends = begins;
    for (const activity of blueprint.activities.filter((candidate) => candidate.phase === phase.key)) {
      const start = addDays(begins, activity.offset);
      const end = addDays(start, activity.days - 1);
      plan.set(activity.key, { start, end });
      if (end > ends) ends = end;
    }
    begins = addDays(ends, 1);
  }
  return plan;
}
