import type { Reason } from "../reason.ts";

/** `from` lets `to` vote, from one day to another, both included (`YYYY-MM-DD`). */
export interface Delegation {
  from: string;
  to: string;
  since: string;
  until: string;
}

const covers = (delegation: Delegation, day: string) => delegation.since <= day && day <= delegation.until;
const overlap = (a: Delegation, b: Delegation) => a.since <= b.until && b.since <= a.until;

/**
 * Whether a new delegation may stand beside those that exist. No circles, and no chains: who has passed the vote on for
 * some of these days cannot take another's, and who holds another's cannot pass it on.
 */
export function checkDelegation(wanted: Delegation, existing: readonly Delegation[]): Reason[] {
  const refusals: Reason[] = [];
  if (wanted.from === wanted.to) refusals.push({ key: "reason-delegation-self" });
  if (wanted.since > wanted.until) refusals.push({ key: "reason-delegation-dates" });
  const same = existing.filter((other) => overlap(wanted, other));
  if (same.some((other) => other.from === wanted.to && other.to === wanted.from))
    refusals.push({ key: "reason-delegation-circle" });
  else if (same.some((other) => other.from === wanted.to || other.to === wanted.from))
    refusals.push({ key: "reason-delegation-chain" });
  if (same.some((other) => other.from === wanted.from && other.to !== wanted.to))
    refusals.push({ key: "reason-delegation-twice" });
  return refusals;
}

/** For whom a person may vote on a day. One hop only, whatever the list holds. */
export function delegators(person: string, day: string, delegations: readonly Delegation[]): string[] {
  const found = delegations
    .filter((d) => d.to === person && d.from !== person && covers(d, day))
    .map((d) => d.from);
  return [...new Set(found)].sort();
}
