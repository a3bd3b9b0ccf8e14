import type { CriterionStatus } from "./criteria.ts";

/** What deciders vote for. The first two let the sale go on. */
export const OUTCOMES = ["go", "conditional-go", "hold", "rework", "no-go"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** `no-decision` is an end of its own, closed by hand: it is the most common loss. */
export type Ending = Outcome | "no-decision";

/** Whether the project goes on, with conditions or without. */
export function isPositive(outcome: Outcome): boolean {
  return outcome === "go" || outcome === "conditional-go";
}

/** Something that must be done although the gate is passed. `due` is a day. A criterion closes it by being met. */
export interface Condition {
  text: string;
  owner: string;
  due: string;
  criterion?: string;
}

/**
 * The outcome of a decided vote. Approved: go, unless somebody in favour set a condition. Rejected: what most of those
 * against want; when they are even, the least final of it.
 */
export function outcomeOf(verdict: "approved" | "rejected", votes: readonly { outcome: Outcome }[]): Outcome {
  if (verdict === "approved")
    return votes.some((vote) => vote.outcome === "conditional-go") ? "conditional-go" : "go";
  const mildFirst = ["rework", "hold", "no-go"] as const;
  const count = (outcome: Outcome) => votes.filter((vote) => vote.outcome === outcome).length;
  return mildFirst.reduce((best, next) => (count(next) > count(best) ? next : best));
}

export interface ConditionState extends Condition {
  state: "met" | "open" | "overdue";
}

/**
 * Looks at the conditions again: each is met by its criterion or by being marked as done, and overdue after its day.
 * One overdue condition puts the decision in question (`overdue`), which allows the gate to be re-opened.
 *
 * @param done positions of conditions that were marked as done
 * @param today the day (`YYYY-MM-DD`) in the room's time zone
 */
export function recheck(
  conditions: readonly Condition[],
  done: ReadonlySet<number>,
  statuses: Readonly<Record<string, CriterionStatus>>,
  today: string,
): { state: "fulfilled" | "open" | "overdue"; conditions: ConditionState[] } {
  const checked = conditions.map((condition, index): ConditionState => {
    const met =
      done.has(index) || (condition.criterion !== undefined && statuses[condition.criterion] === "met");
    return { ...condition, state: met ? "met" : condition.due < today ? "overdue" : "open" };
  });
  const has = (state: ConditionState["state"]) => checked.some((condition) => condition.state === state);
  return { state: has("overdue") ? "overdue" : has("open") ? "open" : "fulfilled", conditions: checked };
}
