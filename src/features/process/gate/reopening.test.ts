import { describe, expect, it } from "vitest";
import type { Condition, Ending } from "./outcome.ts";
import { carries, changesOf, reopening } from "./reopening.ts";
import type { Round } from "./round.ts";
import type { Snapshot } from "./snapshot.ts";

const snapshot: Snapshot = {
  gate: "g",
  round: 1,
  blueprint: { key: "b", version: 1 },
  submittedBy: "sara",
  submittedAt: "2027-01-01T00:00:00Z",
  amount: { minor: 100_000, currency: "EUR" },
  score: null,
  criteria: [{ key: "c", status: "met", evidence: [] }],
  documents: [{ id: "d", title: "D-001", hash: "a" }],
  seats: [],
};
const submission = { by: "sara", at: "", rule: "any" as const, seats: [], snapshot, flags: [] };
const submitted: Round = { number: 1, state: "submitted", votes: [], submission };
const decided = (ending: Ending, conditions: Condition[] = []): Round => ({
  ...submitted,
  state: "decided",
  decision: { ending, at: "", by: "dora", reason: "", divided: false, conditions },
});
const here = { phase: 1, before: 2, overtaken: false, alive: true };

describe("whether something rests on a round", () => {
  it("does while it is decided, wherever the process is, but not when the sale has ended", () => {
    expect(carries(submitted, { ...here, phase: 4, overtaken: true })).toBe(true);
    expect(carries(submitted, { ...here, alive: false })).toBe(false);
    expect(carries({ number: 1, state: "preparing", votes: [] }, here)).toBe(false);
  });

  it("does on a decision to go on until it is left behind", () => {
    for (const ending of ["go", "conditional-go"] as const) {
      expect(carries(decided(ending), here)).toBe(true);
      expect(carries(decided(ending), { ...here, phase: 2 })).toBe(true);
      expect(carries(decided(ending), { ...here, phase: 3 })).toBe(false);
      expect(carries(decided(ending), { ...here, overtaken: true })).toBe(false);
    }
    for (const ending of ["hold", "rework", "no-go", "no-decision"] as const)
      expect(carries(decided(ending), here)).toBe(false);
  });
});

describe("why a round is opened again", () => {
  const overdue = { text: "Ask again", owner: "paul", due: "2027-01-01", state: "overdue" as const };

  it("is a material change before it is an overdue condition", () => {
    expect(reopening(decided("go"), snapshot, [])).toBeNull();
    expect(reopening(decided("conditional-go"), snapshot, [{ ...overdue, state: "met" }])).toBeNull();
    expect(reopening(decided("conditional-go"), snapshot, [overdue])).toEqual({
      cause: "conditions-overdue",
      changes: [{ key: "reason-condition-overdue", params: { condition: "Ask again" } }],
    });
    expect(reopening(decided("conditional-go"), { ...snapshot, amount: null }, [overdue])?.cause).toBe(
      "material-change",
    );
  });

  it("is never that evidence grew old after the decision; before it, it is", () => {
    const old = { ...snapshot, criteria: [{ key: "c", status: "expired" as const, evidence: [] }] };
    expect(changesOf(decided("go"), old)).toEqual([]);
    expect(changesOf(submitted, old)).toHaveLength(1);
    expect(changesOf({ number: 2, state: "preparing", votes: [] }, old)).toEqual([]);
  });
});
