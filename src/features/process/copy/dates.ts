import type { Blueprint } from "../model/index.ts";

/** Days since the epoch of a date written `YYYY-MM-DD`. */
const dayNumber = (date: string): number => Math.round(Date.parse(`${date}T00:00:00Z`) / 86_400_000);

/** A date `YYYY-MM-DD` moved by whole days. */
export function addDays(date: string, days: number): string {
  return new Date((dayNumber(date) + days) * 86_400_000).toISOString().slice(0, 10);
}

/** Whole days from one date to another; negative when the second is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** Days of a phase in which nothing is planned that everyone sees. */
const EMPTY_PHASE = 28;

export interface Span {
  start: string;
  end: string;
}

/**
 * When each phase is planned, one after the other. A phase is as long as the steps in it that everyone in the room sees:
 * if hidden steps could lengthen it, the dates of the visible ones after it would tell of them.
 */
export function phaseSpans(blueprint: Blueprint, from: string): Map<string, Span> {
  let start = from;
  return new Map(
    blueprint.phases.map(({ key }) => {
      const open = blueprint.activities.filter((one) => one.phase === key && one.audience === "room");
      const days = Math.max(...open.map(({ offset, days }) => offset + days), 0) || EMPTY_PHASE;
      const span = { start, end: addDays(start, days - 1) };
      start = addDays(start, days);
      return [key, span];
    }),
  );
}

/** When a step of the blueprint is planned, both days included. */
export function activitySpan(phase: Span, step: { offset: number; days: number }): Span {
  const start = addDays(phase.start, step.offset);
  return { start, end: addDays(start, step.days - 1) };
}
