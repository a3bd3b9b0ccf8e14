import type { DecisionRule } from "../model/index.ts";
import type { Reason } from "../reason.ts";
import type { Condition, Ending, Outcome } from "./outcome.ts";
import type { Seat } from "./seats.ts";
import type { Snapshot } from "./snapshot.ts";

/** A round is prepared, submitted and decided; or it ends as recalled by its submitter, or void by a change. */
export const ROUND_STATES = ["preparing", "submitted", "decided", "recalled", "void"] as const;
export type RoundState = (typeof ROUND_STATES)[number];

export interface Vote {
  seat: string;
  /** Who voted, and for whom when that was somebody else. */
  by: string;
  onBehalfOf?: string;
  at: string;
  outcome: Outcome;
  reason: string;
  conditions: readonly Condition[];
}

export interface Submission {
  by: string;
  at: string;
  rule: DecisionRule;
  seats: readonly Seat[];
  snapshot: Snapshot;
  /** Overrides that the deciders were told about. */
  flags: readonly Reason[];
}

export interface Decision {
  ending: Ending;
  at: string;
  /** Who cast the deciding vote, or closed without a decision. */
  by: string;
  reason: string;
  divided: boolean;
  conditions: readonly Condition[];
}

/** Why a further round began. */
export type Cause =
  | "recalled"
  | "rework"
  | "material-change"
  | "conditions-overdue"
  | "resumed"
  | "new-facts";

export interface Round {
  number: number;
  state: RoundState;
  /** Why there is this round; the first one has no cause. Opened by itself: by nobody (""), with what had changed. */
  opened?: { cause: Cause; by: string; at: string; reason: string; changes?: readonly Reason[] };
  submission?: Submission;
  votes: readonly Vote[];
  decision?: Decision;
}

/** All rounds of a gate, oldest first. Nothing is ever taken from this list. */
export type Rounds = readonly [Round, ...Round[]];

/** A gate that nobody has prepared yet. */
export function firstRound(): Rounds {
  return [{ number: 1, state: "preparing", votes: [] }];
}

/** The round that counts: the last. */
export function currentRound(rounds: Rounds): Round {
  return rounds[rounds.length - 1] ?? rounds[0];
}
