import type { DecisionRule } from "../model/index.ts";
import type { Seat } from "./seats.ts";

export interface Ballot {
  seat: string;
  positive: boolean;
}

export interface Tally {
  verdict: "approved" | "rejected" | "undecided";
  /** Seats whose vote is awaited now: the next one in a sequence, all open ones otherwise. */
  awaited: string[];
}

type Counts = { seats: readonly Seat[]; yes: ReadonlySet<string>; no: ReadonlySet<string> };

const RULES: Record<"any" | "all" | "majority" | "veto" | "sequence", (counts: Counts) => Tally["verdict"]> =
  {
    any: ({ seats, yes, no }) =>
      yes.size > 0 ? "approved" : no.size === seats.length ? "rejected" : "undecided",
    all: ({ seats, yes, no }) =>
      no.size > 0 ? "rejected" : yes.size === seats.length ? "approved" : "undecided",
    majority: ({ seats, yes, no }) =>
      yes.size * 2 > seats.length ? "approved" : no.size * 2 >= seats.length ? "rejected" : "undecided",
    /** A majority, with everybody who may stop it in favour. Without marked seats everybody may stop it. */
    veto: ({ seats, yes, no }) => {
      const stoppers = seats.some((seat) => seat.veto) ? seats.filter((seat) => seat.veto) : seats;
      if (stoppers.some((seat) => no.has(seat.key)) || no.size * 2 >= seats.length) return "rejected";
      return yes.size * 2 > seats.length && stoppers.every((seat) => yes.has(seat.key))
        ? "approved"
        : "undecided";
    },
    sequence: (counts) => RULES.all(counts),
  };

/**
 * What the votes so far amount to. The verdict is decided as soon as no further vote could change it, and it never
 * changes after that. Votes for unknown seats and second votes for a seat do not count. Without seats nothing is decided.
 */
export function tally(rule: DecisionRule, seats: readonly Seat[], ballots: readonly Ballot[]): Tally {
  const votes = new Map<string, boolean>();
  const known = new Set(seats.map((seat) => seat.key));
  for (const { seat, positive } of ballots)
    if (known.has(seat) && !votes.has(seat)) votes.set(seat, positive);
  const side = (wanted: boolean) =>
    new Set([...votes].filter(([, positive]) => positive === wanted).map(([key]) => key));
  const counts = { seats, yes: side(true), no: side(false) };

  const verdict = (): Tally["verdict"] => {
    if (seats.length === 0) return "undecided";
    if (typeof rule === "string") return RULES[rule](counts);
    if (counts.yes.size >= rule.atLeast) return "approved";
    return counts.no.size > seats.length - rule.atLeast ? "rejected" : "undecided";
  };
  const decided = verdict();
  const open = seats.filter((seat) => !votes.has(seat.key)).map((seat) => seat.key);
  if (decided !== "undecided") return { verdict: decided, awaited: [] };
  return { verdict: decided, awaited: rule === "sequence" ? open.slice(0, 1) : open };
}
