import type { Part, Side } from "../model/index.ts";
import { type ActivityState, type Dated, lateness } from "./activity.ts";
import { type Day, daysBetween } from "./days.ts";

interface Doer {
  side: Side;
  role: string;
  part: Part;
  /** The person who was named for it, if any. */
  person: string | null;
}

export interface WaitingActivity extends Dated {
  key: string;
  dependsOn: readonly string[];
  participants: readonly Doer[];
  /** While it waits: the side it waits for. */
  waitsFor: Side | null;
}

/** Gates and handovers that somebody has to act on now. The caller knows whom: seats that are awaited, the receiving team. */
export interface WaitingMatter {
  key: string;
  kind: "vote" | "handover" | "prepare";
  side: Side;
  roles: readonly string[];
  people: readonly string[];
  due: Day | null;
}

export interface Wait {
  key: string;
  kind: "start" | "finish" | "answer" | WaitingMatter["kind"];
  side: Side;
  roles: readonly string[];
  people: readonly string[];
  due: Day | null;
  /** Days beyond `due`; 0 while it is not late. */
  late: number;
}

/** Whoever leads must act; when it waits for another side, all who do something on that side. */
function actors(activity: WaitingActivity, side: Side | null): Doer[] {
  if (side === null) return activity.participants.filter((doer) => doer.part === "lead");
  const theirs = activity.participants.filter((doer) => doer.side === side && doer.part !== "inform");
  const hands = theirs.filter((doer) => doer.part !== "consult");
  return hands.length > 0 ? hands : theirs;
}

const people = (doers: readonly Doer[]) => [...new Set(doers.flatMap((doer) => doer.person ?? []))];
const roles = (doers: readonly Doer[]) => [...new Set(doers.map((doer) => doer.role))];

function kindOf(state: ActivityState): Wait["kind"] | null {
  if (state === "planned") return "start";
  if (state === "running") return "finish";
  return state === "waiting" ? "answer" : null;
}

/**
 * What waits for whom on a day: activities that run, that wait for a side, or that are due to begin and free to; and the
 * matters passed beside them. The most overdue first, then by day, then by key. It rests on the rows passed alone:
 * a dependency on something hidden does not hold an activity back.
 */
export function waits(
  activities: readonly WaitingActivity[],
  matters: readonly WaitingMatter[],
  today: Day,
): Wait[] {
  const behind = new Map(activities.map((a) => [a.key, a.state === "done" || a.state === "dropped"]));
  const fromActivities = activities.flatMap((activity): Wait[] => {
    const kind = kindOf(activity.state);
    if (kind === null) return [];
    if (kind === "start") {
      const due = activity.plannedStart !== null && activity.plannedStart <= today;
      if (!due || activity.dependsOn.some((key) => behind.get(key) === false)) return [];
    }
    const side = kind === "answer" ? activity.waitsFor : null;
    const doers = actors(activity, side);
    const leads = side ?? doers[0]?.side;
    if (!leads) return [];
    const delay = lateness(activity, today);
    return [
      {
        key: activity.key,
        kind,
        side: leads,
        roles: roles(doers),
        people: people(doers),
        due: kind === "start" ? activity.plannedStart : activity.plannedEnd,
        late: delay.kind === "on-time" || delay.kind === "was-late" ? 0 : delay.days,
      },
    ];
  });
  const fromMatters = matters.map(
    (matter): Wait => ({ ...matter, late: matter.due ? Math.max(0, daysBetween(matter.due, today)) : 0 }),
  );
  return [...fromActivities, ...fromMatters].sort(
    (a, b) =>
      b.late - a.late || (a.due ?? "9999").localeCompare(b.due ?? "9999") || a.key.localeCompare(b.key),
  );
}
