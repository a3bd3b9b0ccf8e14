import type { Reason } from "../reason.ts";
import type { ConditionState } from "./outcome.ts";
import { isPositive } from "./outcome.ts";
import type { Cause, Round } from "./round.ts";
import { materialChanges, type Snapshot } from "./snapshot.ts";

/** Where a gate stands in its process and its sale. Positions are those of the phases, from 0. */
export interface Place {
  /** The phase in which the room is. */
  phase: number;
  /** The phase into which the gate leads; the gate's own for one inside a phase. */
  before: number;
  /** A later gate has been put to its deciders or decided: they judged what was so then. */
  overtaken: boolean;
  /** The sale goes on or is won; one that has ended is decided by nobody. */
  alive: boolean;
}

/**
 * Whether something still rests on the newest round, so that it must be looked at again when things change: a decision
 * that is being taken, and a decision to go on until the process has passed the phase to which it led, or a later gate
 * has been reached. Whoever has waited, refused or closed begins again by hand.
 */
export function carries(round: Round, place: Place): boolean {
  if (!place.alive) return false;
  if (round.state === "submitted") return true;
  const ending = round.decision?.ending;
  if (round.state !== "decided" || !ending || ending === "no-decision" || !isPositive(ending)) return false;
  return place.phase <= place.before && !place.overtaken;
}

/**
 * What has changed since a round's content was frozen. That evidence has grown old is no change of what was decided on it;
 * it only keeps a decision from being taken.
 */
export function changesOf(round: Round, now: Pick<Snapshot, "amount" | "documents" | "criteria">): Reason[] {
  const frozen = round.submission?.snapshot;
  if (!frozen) return [];
  const expired = new Set(now.criteria.flatMap(({ key, status }) => (status === "expired" ? [key] : [])));
  return materialChanges(frozen, now).filter(
    ({ params }) => round.state === "submitted" || !expired.has(String(params?.criterion)),
  );
}

/**
 * Why a round that still carries is opened again by itself: a material change, else conditions that are past their day.
 * Null when it stands.
 */
export function reopening(
  round: Round,
  now: Pick<Snapshot, "amount" | "documents" | "criteria">,
  conditions: readonly ConditionState[],
): { cause: Extract<Cause, "material-change" | "conditions-overdue">; changes: Reason[] } | null {
  const changes = changesOf(round, now);
  if (changes.length > 0) return { cause: "material-change", changes };
  const overdue = conditions.filter(({ state }) => state === "overdue");
  if (overdue.length === 0) return null;
  return {
    cause: "conditions-overdue",
    changes: overdue.map(({ text }) => ({ key: "reason-condition-overdue", params: { condition: text } })),
  };
}
