import type { Reason } from "../reason.ts";
import { type Delegation, delegators } from "./delegation.ts";
import { isPositive, type Outcome } from "./outcome.ts";
import type { Submission, Vote } from "./round.ts";
import { tally } from "./tally.ts";

export type Entitlement = { ok: true; seat: string; onBehalfOf?: string } | { ok: false; refusal: Reason };

const ballotsOf = (votes: readonly Vote[]) =>
  votes.map(({ seat, outcome }) => ({ seat, positive: isPositive(outcome) }));

/**
 * Whether somebody may vote now, on which seat, and for whom. The submitter never may, not even for another. Nobody
 * votes twice. Own seat first; a delegate without a seat votes for whoever delegated on that day (`YYYY-MM-DD`).
 */
export function entitlement(
  submission: Submission,
  votes: readonly Vote[],
  person: string,
  day: string,
  delegations: readonly Delegation[],
): Entitlement {
  const no = (key: Reason["key"]): Entitlement => ({ ok: false, refusal: { key } });
  if (person === submission.by) return no("reason-four-eyes");
  if (votes.some((vote) => vote.by === person)) return no("reason-voted");
  if (votes.some((vote) => vote.onBehalfOf === person)) return no("reason-voted-for-you");

  const { awaited } = tally(submission.rule, submission.seats, ballotsOf(votes));
  const isAwaited = (key: string) => awaited.includes(key);
  const own = submission.seats.find((seat) => seat.holders.includes(person));
  if (own) {
    if (isAwaited(own.key)) return { ok: true, seat: own.key };
    return no(votes.some((vote) => vote.seat === own.key) ? "reason-seat-filled" : "reason-not-your-turn");
  }
  const absent = delegators(person, day, delegations);
  const theirs = submission.seats.flatMap((seat) =>
    seat.holders.filter((holder) => absent.includes(holder)).map((holder) => ({ seat: seat.key, holder })),
  );
  const [first] = theirs.filter(({ seat }) => isAwaited(seat));
  if (first) return { ok: true, seat: first.seat, onBehalfOf: first.holder };
  return no(theirs.length > 0 ? "reason-not-your-turn" : "reason-not-approver");
}

/**
 * What a vote lacks. A reason is needed against, and whenever the vote divides the deciders: so the reason for every
 * divided decision is on record. A conditional go needs conditions, each with text, owner and day.
 */
export function checkVote(
  vote: { outcome: Outcome; reason: string; conditions: Vote["conditions"] },
  earlier: readonly { outcome: Outcome }[],
  day: string,
): Reason[] {
  const refusals: Reason[] = [];
  const positive = isPositive(vote.outcome);
  const divides = earlier.some((other) => isPositive(other.outcome) !== positive);
  if (vote.reason.trim() === "" && (!positive || divides))
    refusals.push({ key: divides ? "reason-divided-reason" : "reason-against-reason" });
  if (vote.outcome === "conditional-go" && vote.conditions.length === 0)
    refusals.push({ key: "reason-no-condition" });
  if (vote.outcome !== "conditional-go" && vote.conditions.length > 0)
    refusals.push({ key: "reason-conditions-only-conditional" });
  for (const { text, owner, due } of vote.conditions)
    if (text.trim() === "" || owner === "" || !(due >= day))
      refusals.push({ key: "reason-condition-incomplete" });
  return refusals;
}
