import type { Reason } from "../reason.ts";
import { type Day, daysBetween } from "./days.ts";

export const ACTIVITY_STATES = ["planned", "running", "waiting", "done", "dropped"] as const;
export type ActivityState = (typeof ACTIVITY_STATES)[number];

export const ACTIVITY_EVENTS = ["start", "wait", "resume", "complete", "drop", "restore", "undo"] as const;
export type ActivityEvent = (typeof ACTIVITY_EVENTS)[number];

/**
 * Where each event leads, complete: what is not named is refused. A small thing may be completed without having been
 * started; `undo` takes back a start or a completion made by mistake.
 */
const TRANSITIONS: Record<ActivityState, Partial<Record<ActivityEvent, ActivityState>>> = {
  planned: { start: "running", wait: "waiting", complete: "done", drop: "dropped" },
  running: { wait: "waiting", complete: "done", drop: "dropped", undo: "planned" },
  waiting: { resume: "running", complete: "done", drop: "dropped" },
  done: { undo: "running" },
  dropped: { restore: "planned" },
};

/** What can be done with an activity now, for the buttons of a screen. */
export function possibleEvents(state: ActivityState): ActivityEvent[] {
  return ACTIVITY_EVENTS.filter((event) => TRANSITIONS[state][event] !== undefined);
}

/** Dropping and waiting need a reason, because others depend on it. */
export function stepActivity(
  state: ActivityState,
  event: ActivityEvent,
  reason: string,
): { ok: true; state: ActivityState } | { ok: false; refusal: Reason } {
  const next = TRANSITIONS[state][event];
  if (!next) return { ok: false, refusal: { key: "reason-activity-not-now" } };
  const asks = event === "drop" || event === "wait";
  if (asks && reason.trim() === "") return { ok: false, refusal: { key: "reason-activity-reason" } };
  return { ok: true, state: next };
}

export interface Dated {
  state: ActivityState;
  plannedStart: Day | null;
  plannedEnd: Day | null;
  actualStart: Day | null;
  actualEnd: Day | null;
}

/** How plan and fact lie to one another. `days` is always positive. */
export type Lateness =
  | { kind: "on-time" }
  /** Should have begun, and has not. */
  | { kind: "start-late"; days: number }
  /** Should be done, and is not. */
  | { kind: "end-late"; days: number }
  /** Is done, but was so after its day. */
  | { kind: "was-late"; days: number };

/** Whether an activity is late on a day. The planned days themselves are not late; what is dropped never is. */
export function lateness(activity: Dated, today: Day): Lateness {
  const { state, plannedStart, plannedEnd, actualEnd } = activity;
  if (state === "dropped") return { kind: "on-time" };
  if (state === "done") {
    const days = plannedEnd && actualEnd ? daysBetween(plannedEnd, actualEnd) : 0;
    return days > 0 ? { kind: "was-late", days } : { kind: "on-time" };
  }
  const overEnd = plannedEnd ? daysBetween(plannedEnd, today) : 0;
  if (overEnd > 0) return { kind: "end-late", days: overEnd };
  const overStart = state === "planned" && plannedStart ? daysBetween(plannedStart, today) : 0;
  return overStart > 0 ? { kind: "start-late", days: overStart } : { kind: "on-time" };
}

/** Planned against actual, in days: positive is later or longer than planned. Null where a day is missing. */
export function deviation(activity: Dated): {
  start: number | null;
  end: number | null;
  duration: number | null;
} {
  const { plannedStart, plannedEnd, actualStart, actualEnd } = activity;
  const start = plannedStart && actualStart ? daysBetween(plannedStart, actualStart) : null;
  const end = plannedEnd && actualEnd ? daysBetween(plannedEnd, actualEnd) : null;
  return { start, end, duration: start === null || end === null ? null : end - start };
}
