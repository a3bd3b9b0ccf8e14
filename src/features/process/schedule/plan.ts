import type { Blueprint } from "../model/index.ts";
import { addDays, type Day } from "./days.ts";

export interface PlannedDates {
  start: Day;
  end: Day;
}

export interface TypicalPlan {
  phases: ReadonlyMap<string, PlannedDates>;
  activities: ReadonlyMap<string, PlannedDates>;
}

/** Days of a phase in which nothing happens that everyone sees. */
const EMPTY_PHASE = 28;

/**
 * First dates of a new room: a phase begins the day after the one before it has ended, an activity so many days into its
 * phase. A phase is as long as the activities in it that everyone in the room sees: if hidden work could lengthen it, the
 * dates of what comes after would tell of it. It is a proposal, which the lead then changes.
 */
export function typicalPlan(blueprint: Blueprint, from: Day): TypicalPlan {
  const phases = new Map<string, PlannedDates>();
  const activities = new Map<string, PlannedDates>();
  let begins = from;
  for (const { key } of blueprint.phases) {
    let days = 0;
    for (const activity of blueprint.activities.filter((candidate) => candidate.phase === key)) {
      const start = addDays(begins, activity.offset);
      activities.set(activity.key, { start, end: addDays(start, activity.days - 1) });
      if (activity.audience === "room") days = Math.max(days, activity.offset + activity.days);
    }
    days ||= EMPTY_PHASE;
    phases.set(key, { start: begins, end: addDays(begins, days - 1) });
    begins = addDays(begins, days);
  }
  return { phases, activities };
}
