import { type Approver, approversFor, type DecisionRule } from "../model/index.ts";
import type { Reason } from "../reason.ts";

/** One vote of a decision, fixed at submission. Any one of its holders may cast it. No person holds two seats. */
export interface Seat {
  /** The role, or role and person where every holder has a seat. */
  key: string;
  role: string;
  veto: boolean;
  holders: readonly string[];
}

export interface Holder {
  person: string;
  role: string;
}

interface Wanted extends Seat {
  /** Everybody who could hold it. */
  candidates: readonly string[];
}

/**
 * Gives every seat a person of its own where that is possible at all (a matching, found by augmenting paths), then
 * leaves everybody else at the first seat they could hold. So one person never counts twice, and nobody's double role
 * leaves a seat empty that somebody else could have filled.
 */
function assign(wanted: readonly Wanted[]): Seat[] {
  const seatOf = new Map<string, number>();
  const place = (seat: number, tried: Set<string>): boolean => {
    for (const person of wanted[seat]?.candidates ?? []) {
      if (tried.has(person)) continue;
      tried.add(person);
      const taken = seatOf.get(person);
      if (taken === undefined || place(taken, tried)) {
        seatOf.set(person, seat);
        return true;
      }
    }
    return false;
  };
  for (const seat of wanted.keys()) place(seat, new Set());
  for (const [index, seat] of wanted.entries())
    for (const person of seat.candidates) if (!seatOf.has(person)) seatOf.set(person, index);
  return wanted.map(({ key, role, veto, candidates }, index) => ({
    key,
    role,
    veto,
    holders: candidates.filter((person) => seatOf.get(person) === index),
  }));
}

/** How many votes the rule needs at the least. */
function needed(rule: DecisionRule): number {
  return typeof rule === "object" ? rule.atLeast : 1;
}

/**
 * Who decides, found by role and amount at submission. `amount` is in whole units of the blueprint's currency; when it
 * is not known, or in another currency, whoever decides about the highest amounts decides. The submitter never does.
 * Reasons are returned for every seat that nobody can fill.
 */
export function selectSeats(
  gate: { approvers: readonly Approver[]; rule: DecisionRule },
  amount: number | null,
  holders: readonly Holder[],
  submitter: string,
): { seats: Seat[]; unfilled: Reason[] } {
  const wanted = approversFor(gate.approvers, amount ?? Number.POSITIVE_INFINITY).flatMap(
    ({ role, veto, each }): Wanted[] => {
      const candidates = [...new Set(holders.filter((h) => h.role === role).map((h) => h.person))]
        .filter((person) => person !== submitter)
        .sort();
      const seat = { key: role, role, veto, holders: [] };
      if (!each || candidates.length === 0) return [{ ...seat, candidates }];
      return candidates.map((person) => ({ ...seat, key: `${role}:${person}`, candidates: [person] }));
    },
  );
  const seats = assign(wanted);
  const unfilled: Reason[] = seats
    .filter((seat) => seat.holders.length === 0)
    .map(({ role }) => ({ key: "reason-no-approver", params: { role } }));
  if (seats.length < needed(gate.rule))
    unfilled.push({
      key: "reason-too-few-approvers",
      params: { needed: needed(gate.rule), found: seats.length },
    });
  return { seats, unfilled };
}
