import type { Reason } from "../reason.ts";
import type { Delegation } from "./delegation.ts";
import { isPositive, outcomeOf } from "./outcome.ts";
import {
  type Cause,
  currentRound,
  type Decision,
  type Round,
  type RoundState,
  type Rounds,
  type Submission,
  type Vote,
} from "./round.ts";
import { tally } from "./tally.ts";
import { checkVote, entitlement } from "./voting.ts";

/** What can happen to a gate. `at` is an instant, `day` the day of the room's time zone. Rights are checked by the caller. */
export type GateEvent =
  | { kind: "submit"; submission: Submission; blocking: readonly Reason[] }
  | {
      kind: "vote";
      by: string;
      at: string;
      day: string;
      outcome: Vote["outcome"];
      reason: string;
      conditions: Vote["conditions"];
      delegations: readonly Delegation[];
    }
  | { kind: "recall"; by: string; at: string; reason: string }
  | { kind: "close"; by: string; at: string; reason: string }
  | {
      kind: "reopen";
      by: string;
      at: string;
      cause: Exclude<Cause, "recalled" | "rework">;
      reason: string;
      /** What has changed, when nobody opens it and nobody gives a reason. */
      changes?: readonly Reason[];
    };

export type GateStep = { ok: true; rounds: Rounds } | { ok: false; refusals: [Reason, ...Reason[]] };

/**
 * What may happen in which state: the whole table, so that screens offer nothing that would be refused. `recalled` and
 * `void` rounds are never the last one. A submitted round is re-opened only by a material change.
 */
export const ALLOWED: Record<RoundState, Record<GateEvent["kind"], boolean>> = {
  preparing: { submit: true, vote: false, recall: false, close: true, reopen: false },
  submitted: { submit: false, vote: true, recall: true, close: true, reopen: true },
  decided: { submit: false, vote: false, recall: false, close: false, reopen: true },
  recalled: { submit: false, vote: false, recall: false, close: false, reopen: false },
  void: { submit: false, vote: false, recall: false, close: false, reopen: false },
};

const refused = (first: Reason, ...rest: Reason[]): GateStep => ({ ok: false, refusals: [first, ...rest] });

/** Replaces the last round, and begins another one where `next` says why. */
function proceed(rounds: Rounds, last: Round, next?: NonNullable<Round["opened"]>): GateStep {
  const [first, ...rest] = [...rounds.slice(0, -1), last];
  const opened: Round[] = next
    ? [{ number: last.number + 1, state: "preparing", opened: next, votes: [] }]
    : [];
  return { ok: true, rounds: [first ?? last, ...rest, ...opened] };
}

function submit(rounds: Rounds, round: Round, event: Extract<GateEvent, { kind: "submit" }>): GateStep {
  const { submission, blocking } = event;
  const lacking: Reason[] = [...blocking];
  if (submission.seats.length === 0) lacking.push({ key: "reason-nobody-decides" });
  if (submission.seats.some((seat) => seat.holders.includes(submission.by)))
    lacking.push({ key: "reason-four-eyes" });
  if (submission.snapshot.round !== round.number) lacking.push({ key: "reason-stale-snapshot" });
  const [first, ...rest] = lacking;
  if (first) return refused(first, ...rest);
  return proceed(rounds, { ...round, state: "submitted", submission });
}

function vote(rounds: Rounds, round: Round, event: Extract<GateEvent, { kind: "vote" }>): GateStep {
  const { submission } = round;
  if (!submission) return refused({ key: "reason-not-now" });
  const { by, at, day, outcome, reason, conditions } = event;
  const entitled = entitlement(submission, round.votes, by, day, event.delegations);
  if (!entitled.ok) return refused(entitled.refusal);
  const [first, ...rest] = checkVote(event, round.votes, day);
  if (first) return refused(first, ...rest);

  const cast: Vote = { seat: entitled.seat, by, at, outcome, reason: reason.trim(), conditions };
  const votes = [...round.votes, entitled.onBehalfOf ? { ...cast, onBehalfOf: entitled.onBehalfOf } : cast];
  const ballots = votes.map((each) => ({ seat: each.seat, positive: isPositive(each.outcome) }));
  const { verdict } = tally(submission.rule, submission.seats, ballots);
  if (verdict === "undecided") return proceed(rounds, { ...round, votes });

  const ending = outcomeOf(verdict, votes);
  const decision: Decision = {
    ending,
    at,
    by,
    reason: cast.reason,
    divided: new Set(ballots.map((ballot) => ballot.positive)).size > 1,
    conditions: verdict === "approved" ? votes.flatMap((each) => each.conditions) : [],
  };
  const decided: Round = { ...round, state: "decided", votes, decision };
  return proceed(
    rounds,
    decided,
    ending === "rework" ? { cause: "rework", by, at, reason: cast.reason } : undefined,
  );
}

function recall(rounds: Rounds, round: Round, event: Extract<GateEvent, { kind: "recall" }>): GateStep {
  const { by, at, reason } = event;
  if (round.submission?.by !== by) return refused({ key: "reason-recall-submitter" });
  return proceed(
    rounds,
    { ...round, state: "recalled" },
    { cause: "recalled", by, at, reason: reason.trim() },
  );
}

function close(rounds: Rounds, round: Round, event: Extract<GateEvent, { kind: "close" }>): GateStep {
  const { by, at, reason } = event;
  if (reason.trim() === "") return refused({ key: "reason-close-reason" });
  const decision: Decision = {
    ending: "no-decision",
    at,
    by,
    reason: reason.trim(),
    divided: false,
    conditions: [],
  };
  return proceed(rounds, { ...round, state: "decided", decision });
}

function reopen(rounds: Rounds, round: Round, event: Extract<GateEvent, { kind: "reopen" }>): GateStep {
  const { by, at, cause, reason, changes = [] } = event;
  if (reason.trim() === "" && changes.length === 0) return refused({ key: "reason-reopen-reason" });
  if (round.state === "submitted" && cause !== "material-change") return refused({ key: "reason-not-now" });
  if (cause === "conditions-overdue" && round.decision?.ending !== "conditional-go")
    return refused({ key: "reason-no-conditions" });
  if (cause === "resumed" && !["hold", "no-decision"].includes(round.decision?.ending ?? ""))
    return refused({ key: "reason-not-on-hold" });
  const ended: Round = round.state === "submitted" ? { ...round, state: "void" } : round;
  return proceed(rounds, ended, {
    cause,
    by,
    at,
    reason: reason.trim(),
    ...(changes.length > 0 ? { changes } : {}),
  });
}

/**
 * One step of a gate: the rounds afterwards, or why it is refused. Total: every event in every state has an answer, and
 * a refusal leaves everything as it was. Earlier rounds are never touched.
 */
export function stepGate(rounds: Rounds, event: GateEvent): GateStep {
  const round = currentRound(rounds);
  if (!ALLOWED[round.state][event.kind]) return refused({ key: "reason-not-now" });
  switch (event.kind) {
    case "submit":
      return submit(rounds, round, event);
    case "vote":
      return vote(rounds, round, event);
    case "recall":
      return recall(rounds, round, event);
    case "close":
      return close(rounds, round, event);
    case "reopen":
      return reopen(rounds, round, event);
  }
}
