import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DecisionRule } from "../model/index.ts";
import type { Delegation } from "./delegation.ts";
import { ALLOWED, type GateEvent, stepGate } from "./machine.ts";
import { OUTCOMES } from "./outcome.ts";
import { currentRound, firstRound, type Rounds, type Submission } from "./round.ts";
import type { Seat } from "./seats.ts";

const at = "2026-06-01T12:00:00Z";
const day = "2026-06-01";
const seatsOf = (...people: string[]): Seat[] =>
  people.map((person) => ({ key: person, role: person, veto: false, holders: [person] }));

function submission(round: number, rule: DecisionRule, seats = seatsOf("a", "b", "c"), by = "s"): Submission {
  const snapshot = {
    gate: "g",
    round,
    blueprint: { key: "b", version: 1 },
    submittedBy: by,
    submittedAt: at,
    amount: null,
    score: null,
    criteria: [],
    documents: [],
    seats,
  };
  return { by, at, rule, seats, snapshot, flags: [] };
}

const vote = (
  by: string,
  outcome: (typeof OUTCOMES)[number],
  reason = "",
  more: Partial<Extract<GateEvent, { kind: "vote" }>> = {},
): GateEvent => ({
  kind: "vote",
  by,
  at,
  day,
  outcome,
  reason,
  conditions: outcome === "conditional-go" ? [{ text: "t", owner: "o", due: "2026-07-01" }] : [],
  delegations: [],
  ...more,
});

/** Plays events; fails on a refusal that is not expected. */
function play(rule: DecisionRule, ...events: GateEvent[]): Rounds {
  const submitted: GateEvent = { kind: "submit", submission: submission(1, rule), blocking: [] };
  return [submitted, ...events].reduce<Rounds>((rounds, event) => {
    const step = stepGate(rounds, event);
    if (!step.ok) throw new Error(step.refusals.map((reason) => reason.key).join());
    return step.rounds;
  }, firstRound());
}

const refusal = (rounds: Rounds, event: GateEvent) => {
  const step = stepGate(rounds, event);
  return step.ok ? [] : step.refusals.map((reason) => reason.key);
};

describe("submitting", () => {
  test("is blocked by open criteria, by nobody to decide, by a stale snapshot and by the submitter's own seat", () => {
    const own = submission(2, "all", [{ key: "x", role: "x", veto: false, holders: ["s"] }]);
    expect(
      refusal(firstRound(), { kind: "submit", submission: own, blocking: [{ key: "reason-score-low" }] }),
    ).toEqual(["reason-score-low", "reason-four-eyes", "reason-stale-snapshot"]);
    expect(
      refusal(firstRound(), { kind: "submit", submission: submission(1, "all", []), blocking: [] }),
    ).toEqual(["reason-nobody-decides"]);
  });
});

describe("voting", () => {
  test("go, when everybody agrees", () => {
    const round = currentRound(play("all", vote("a", "go"), vote("b", "go"), vote("c", "go")));
    expect(round).toMatchObject({ state: "decided", decision: { ending: "go", divided: false, by: "c" } });
  });
  test("conditional go collects the conditions of everybody in favour", () => {
    const round = currentRound(play("majority", vote("a", "conditional-go"), vote("b", "conditional-go")));
    expect(round.decision).toMatchObject({
      ending: "conditional-go",
      conditions: [{ owner: "o" }, { owner: "o" }],
    });
  });
  test("against needs a reason, and so does a vote that divides", () => {
    expect(refusal(play("majority"), vote("a", "no-go", " "))).toEqual(["reason-against-reason"]);
    const divided = play("majority", vote("a", "no-go", "too risky"));
    expect(refusal(divided, vote("b", "go"))).toEqual(["reason-divided-reason"]);
    const decided = play(
      "majority",
      vote("a", "no-go", "too risky"),
      vote("b", "go", "worth it"),
      vote("c", "go", "agreed"),
    );
    expect(currentRound(decided).decision).toMatchObject({ ending: "go", divided: true, reason: "agreed" });
  });
  test("a conditional go needs whole conditions, nothing else has any", () => {
    const conditions = [{ text: " ", owner: "o", due: "2026-07-01" }];
    expect(refusal(play("all"), vote("a", "conditional-go", "", { conditions: [] }))).toEqual([
      "reason-no-condition",
    ]);
    expect(refusal(play("all"), vote("a", "conditional-go", "", { conditions }))).toEqual([
      "reason-condition-incomplete",
    ]);
    const past = [{ text: "t", owner: "o", due: "2026-05-31" }];
    expect(refusal(play("all"), vote("a", "conditional-go", "", { conditions: past }))).toEqual([
      "reason-condition-incomplete",
    ]);
    expect(refusal(play("all"), vote("a", "go", "", { conditions: past }))).toContain(
      "reason-conditions-only-conditional",
    );
  });
  test("never the submitter, never twice, never a stranger, never out of turn", () => {
    expect(refusal(play("all"), vote("s", "go"))).toEqual(["reason-four-eyes"]);
    expect(refusal(play("all", vote("a", "go")), vote("a", "go"))).toEqual(["reason-voted"]);
    expect(refusal(play("all"), vote("x", "go"))).toEqual(["reason-not-approver"]);
    expect(refusal(play("sequence"), vote("b", "go"))).toEqual(["reason-not-your-turn"]);
  });
  test("of those against, most decide; even ones choose the least final; rework begins a new round", () => {
    const even = play({ atLeast: 2 }, vote("a", "no-go", "x"), vote("b", "hold", "y"));
    expect(currentRound(even).decision?.ending).toBe("hold");
    const rework = play("all", vote("a", "rework", "price"));
    expect(rework).toHaveLength(2);
    expect(rework[0].decision?.ending).toBe("rework");
    expect(currentRound(rework)).toMatchObject({
      number: 2,
      state: "preparing",
      opened: { cause: "rework", reason: "price" },
    });
  });
});

describe("delegation", () => {
  const delegation = (from: string, to: string, since = day, until = day): Delegation => ({
    from,
    to,
    since,
    until,
  });
  const by = (person: string, delegations: Delegation[]) => vote(person, "go", "", { delegations });
  test("the delegate votes for the absent, and it is on record", () => {
    expect(currentRound(play("all", by("x", [delegation("b", "x")]))).votes[0]).toMatchObject({
      seat: "b",
      by: "x",
      onBehalfOf: "b",
    });
  });
  test("only on its days, only one hop, never the submitter's way", () => {
    expect(refusal(play("all"), by("x", [delegation("b", "x", "2026-05-01", "2026-05-31")]))).toEqual([
      "reason-not-approver",
    ]);
    expect(refusal(play("all"), by("y", [delegation("b", "x"), delegation("x", "y")]))).toEqual([
      "reason-not-approver",
    ]);
    expect(refusal(play("all"), by("s", [delegation("b", "s")]))).toEqual(["reason-four-eyes"]);
  });
  test("nobody votes for two, and the absent cannot vote once more", () => {
    const both = [delegation("a", "x"), delegation("b", "x")];
    const once = play("all", by("x", both));
    expect(refusal(once, by("x", both))).toEqual(["reason-voted"]);
    expect(refusal(once, vote("a", "go"))).toEqual(["reason-voted-for-you"]);
  });
  test("an approver does not also vote for another", () => {
    const once = play("all", by("a", [delegation("b", "a")]));
    expect(currentRound(once).votes[0]?.seat).toBe("a");
    expect(refusal(once, by("a", [delegation("b", "a")]))).toEqual(["reason-voted"]);
  });
});

describe("recall, close, re-open", () => {
  test("the submitter recalls until it is decided; the votes stay in history", () => {
    const recall: GateEvent = { kind: "recall", by: "s", at, reason: "wrong file" };
    const rounds = play("all", vote("a", "go"), recall);
    expect(rounds[0]).toMatchObject({ state: "recalled", votes: [{ by: "a" }] });
    expect(currentRound(rounds)).toMatchObject({ number: 2, state: "preparing", votes: [] });
    expect(refusal(play("all"), { ...recall, by: "a" })).toEqual(["reason-recall-submitter"]);
    expect(refusal(play("any", vote("a", "go")), recall)).toEqual(["reason-not-now"]);
  });
  test("no decision is an end of its own and needs a reason", () => {
    const close: GateEvent = { kind: "close", by: "s", at, reason: "customer went silent" };
    expect(currentRound(play("all", close)).decision).toMatchObject({
      ending: "no-decision",
      reason: "customer went silent",
    });
    expect(refusal(play("all"), { ...close, reason: "" })).toEqual(["reason-close-reason"]);
  });
  test("re-opening is a new round", () => {
    const reopen = (
      cause: "material-change" | "conditions-overdue" | "resumed" | "new-facts",
      reason = "x",
    ): GateEvent => ({ kind: "reopen", by: "s", at, cause, reason });
    const gone = play("any", vote("a", "go"));
    expect(currentRound(play("any", vote("a", "go"), reopen("material-change")))).toMatchObject({
      number: 2,
      opened: { cause: "material-change" },
    });
    expect(refusal(gone, reopen("new-facts", " "))).toEqual(["reason-reopen-reason"]);
    expect(refusal(gone, reopen("conditions-overdue"))).toEqual(["reason-no-conditions"]);
    expect(refusal(gone, reopen("resumed"))).toEqual(["reason-not-on-hold"]);
    expect(refusal(play("any"), reopen("new-facts"))).toEqual(["reason-not-now"]);
    expect(play("any", reopen("material-change"))[0].state).toBe("void");
    expect(currentRound(play("all", vote("a", "hold", "wait"), reopen("resumed"))).number).toBe(2);
  });
});

describe("whatever happens", () => {
  const people = ["s", "a", "b", "c", "x"];
  const person = fc.constantFrom(...people);
  const reason = fc.constantFrom("", "because");
  const rule = fc.constantFrom<DecisionRule>("any", "all", "majority", "veto", "sequence", { atLeast: 2 });
  const delegations = fc.array(
    fc.record({ from: person, to: person, since: fc.constant(day), until: fc.constant(day) }),
    { maxLength: 3 },
  );
  const event = fc.oneof(
    fc.record({ kind: fc.constant("submit" as const), rule, by: person }),
    fc.record({
      kind: fc.constant("vote" as const),
      by: person,
      outcome: fc.constantFrom(...OUTCOMES),
      reason,
      delegations,
    }),
    fc.record({ kind: fc.constantFrom("recall" as const, "close" as const), by: person, reason }),
    fc.record({
      kind: fc.constant("reopen" as const),
      by: person,
      reason,
      cause: fc.constantFrom(
        "material-change" as const,
        "conditions-overdue" as const,
        "resumed" as const,
        "new-facts" as const,
      ),
    }),
  );

  test("history only grows, four eyes hold, decisions stand, the table is the truth", () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), (events) => {
        let rounds = firstRound();
        for (const sketch of events) {
          const before = currentRound(rounds);
          const seats = seatsOf(...["a", "b", "c"].filter((p) => p !== ("by" in sketch ? sketch.by : "")));
          const full: GateEvent =
            sketch.kind === "submit"
              ? {
                  kind: "submit",
                  submission: submission(before.number, sketch.rule, seats, sketch.by),
                  blocking: [],
                }
              : sketch.kind === "vote"
                ? (vote(sketch.by, sketch.outcome, sketch.reason, {
                    delegations: sketch.delegations,
                  }) as GateEvent)
                : { ...sketch, at };
          const frozen = JSON.stringify(rounds);
          const step = stepGate(rounds, full);
          expect(JSON.stringify(rounds)).toBe(frozen);
          if (!step.ok) {
            if (!ALLOWED[before.state][full.kind]) expect(step.refusals[0].key).toBe("reason-not-now");
            continue;
          }
          expect(ALLOWED[before.state][full.kind]).toBe(true);
          // All rounds but the last are as they were; a decided round never changes.
          expect(step.rounds.slice(0, rounds.length - 1)).toEqual(rounds.slice(0, -1));
          if (before.state === "decided") expect(step.rounds[rounds.length - 1]).toEqual(before);
          rounds = step.rounds;
        }
        for (const [index, round] of rounds.entries()) {
          expect(round.number).toBe(index + 1);
          if (index < rounds.length - 1) expect(["decided", "recalled", "void"]).toContain(round.state);
          expect(round.state === "decided").toBe(round.decision !== undefined);
          const hands = round.votes.flatMap((v) => [v.by, ...(v.onBehalfOf ? [v.onBehalfOf] : [])]);
          expect(hands).not.toContain(round.submission?.by);
          expect(new Set(hands).size).toBe(hands.length);
          if (round.decision?.divided) expect(round.decision.reason).not.toBe("");
        }
      }),
      { numRuns: 400 },
    );
  });
});
