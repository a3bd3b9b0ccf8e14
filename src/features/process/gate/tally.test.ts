import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DecisionRule } from "../model/index.ts";
import type { Seat } from "./seats.ts";
import { type Ballot, tally } from "./tally.ts";

/** The rule on a complete set of votes, said as plainly as possible. */
function whenAllHaveVoted(rule: DecisionRule, seats: readonly Seat[], yes: ReadonlySet<string>): boolean {
  if (typeof rule === "object") return yes.size >= rule.atLeast;
  const more = yes.size > seats.length - yes.size;
  const stoppers = seats.some((seat) => seat.veto) ? seats.filter((seat) => seat.veto) : seats;
  return {
    any: yes.size >= 1,
    all: yes.size === seats.length,
    sequence: yes.size === seats.length,
    majority: more,
    veto: more && stoppers.every((seat) => yes.has(seat.key)),
  }[rule];
}

/** Every way in which the open seats could still vote. */
function endings(rule: DecisionRule, seats: readonly Seat[], ballots: readonly Ballot[]): Set<boolean> {
  const cast = new Map(ballots.map((ballot) => [ballot.seat, ballot.positive]));
  const open = seats.filter((seat) => !cast.has(seat.key));
  const results = new Set<boolean>();
  for (let bits = 0; bits < 2 ** open.length; bits++) {
    const yes = new Set([...cast].filter(([, positive]) => positive).map(([key]) => key));
    for (const [index, seat] of open.entries()) if (bits & (1 << index)) yes.add(seat.key);
    results.add(whenAllHaveVoted(rule, seats, yes));
  }
  return results;
}

const seatsOf = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 6 })
  .map((vetoes) =>
    vetoes.map((veto, index): Seat => ({ key: `s${index}`, role: "r", veto, holders: [`p${index}`] })),
  );

const cases = seatsOf.chain((seats) =>
  fc.record({
    seats: fc.constant(seats),
    rule: fc.oneof(
      fc.constantFrom<DecisionRule>("any", "all", "majority", "veto", "sequence"),
      fc.integer({ min: 1, max: seats.length }).map((atLeast) => ({ atLeast })),
    ),
    ballots: fc
      .shuffledSubarray(seats.map((seat) => seat.key))
      .chain((keys) =>
        fc.tuple(...keys.map((seat) => fc.boolean().map((positive): Ballot => ({ seat, positive })))),
      ),
  }),
);

describe("whatever the rule", () => {
  test("a vote is decided exactly when nobody could change it any more, and as the rule says", () => {
    fc.assert(
      fc.property(cases, ({ seats, rule, ballots }) => {
        const possible = endings(rule, seats, ballots);
        const expected = possible.size > 1 ? "undecided" : possible.has(true) ? "approved" : "rejected";
        expect(tally(rule, seats, ballots).verdict).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("the order of votes does not matter, and a decision never changes", () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ seats, rule, ballots }, seed) => {
        const turned = ballots.map((_, index) => ballots[(index + seed) % ballots.length] as Ballot);
        expect(tally(rule, seats, turned)).toEqual(tally(rule, seats, ballots));
        let decided: string | undefined;
        for (let count = 0; count <= ballots.length; count++) {
          const { verdict } = tally(rule, seats, ballots.slice(0, count));
          if (decided) expect(verdict).toBe(decided);
          if (verdict !== "undecided") decided = verdict;
        }
      }),
    );
  });

  test("second votes for a seat and votes for no seat count for nothing", () => {
    fc.assert(
      fc.property(cases, ({ seats, rule, ballots }) => {
        const contrary = ballots.map((ballot) => ({ ...ballot, positive: !ballot.positive }));
        const more = [...ballots, ...contrary, { seat: "nobody", positive: true }];
        expect(tally(rule, seats, more)).toEqual(tally(rule, seats, ballots));
      }),
    );
  });

  test("somebody is awaited as long as it is undecided, one at a time in a sequence", () => {
    fc.assert(
      fc.property(cases, ({ seats, rule, ballots }) => {
        const { verdict, awaited } = tally(rule, seats, ballots);
        expect(awaited.length > 0).toBe(verdict === "undecided");
        if (rule === "sequence") expect(awaited.length).toBeLessThanOrEqual(1);
        for (const key of awaited) expect(ballots.some((ballot) => ballot.seat === key)).toBe(false);
      }),
    );
  });
});

test("without seats nothing is ever decided", () => {
  for (const rule of ["any", "all", "majority", "veto", "sequence", { atLeast: 1 }] as const)
    expect(tally(rule, [], [])).toEqual({ verdict: "undecided", awaited: [] });
});

test("a sequence asks in its order", () => {
  const seats = ["a", "b"].map((key): Seat => ({ key, role: key, veto: false, holders: [key] }));
  expect(tally("sequence", seats, []).awaited).toEqual(["a"]);
  expect(tally("sequence", seats, [{ seat: "a", positive: true }]).awaited).toEqual(["b"]);
});
