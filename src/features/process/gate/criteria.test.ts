import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Criterion } from "../model/index.ts";
import { checkOverride, criterionStatus, evaluate, type Facts } from "./criteria.ts";

const nothing: Facts = {
  fields: {},
  artefacts: {},
  buyer: {
    activities: [],
    artefacts: [],
    proposals: [],
    approved: [],
    opened: [],
    discussed: [],
    agreed: [],
    joined: 0,
  },
  scores: {},
  manual: {},
  evidence: {},
  overrides: {},
};
const now = "2026-06-01T12:00:00Z";
const base = { key: "c", title: { en: "C", fi: "C" }, mandatory: true };
const known = (facts: Partial<Facts>): Facts => ({ ...nothing, ...facts });

describe("the five kinds", () => {
  const field = (test: Extract<Criterion, { kind: "field" }>["test"]): Criterion => ({
    ...base,
    kind: "field",
    field: "f",
    test,
  });
  const artefact = (state: "present" | "approved"): Criterion => ({
    ...base,
    kind: "artefact",
    artefact: "a",
    state,
  });
  const score: Criterion = { ...base, kind: "score", max: 5, pass: 3 };
  test.each<[string, Criterion, Partial<Facts>, string]>([
    ["a field that is empty", field({ is: "present" }), { fields: { f: "" } }, "open"],
    ["a field that is there, even 0 and false", field({ is: "present" }), { fields: { f: 0 } }, "met"],
    ["a field that differs", field({ is: "equals", value: "x" }), { fields: { f: "y" } }, "failed"],
    ["a field that is one of several", field({ is: "one-of", values: [1, 2] }), { fields: { f: 2 } }, "met"],
    ["a number at the lower limit", field({ is: "at-least", value: 5 }), { fields: { f: 5 } }, "met"],
    ["a number above the upper limit", field({ is: "at-most", value: 5 }), { fields: { f: 5.01 } }, "failed"],
    ["words where a number belongs", field({ is: "at-most", value: 5 }), { fields: { f: "4" } }, "failed"],
    ["a missing artefact", artefact("present"), {}, "open"],
    ["a present artefact", artefact("present"), { artefacts: { a: "present" } }, "met"],
    [
      "a present artefact that must be approved",
      artefact("approved"),
      { artefacts: { a: "present" } },
      "open",
    ],
    ["an approved artefact", artefact("present"), { artefacts: { a: "approved" } }, "met"],
    ["a rejected artefact", artefact("present"), { artefacts: { a: "rejected" } }, "failed"],
    ["what the buyer has not done", { ...base, kind: "buyer", did: { activity: "x" } }, {}, "open"],
    [
      "what the buyer did",
      { ...base, kind: "buyer", did: { activity: "x" } },
      { buyer: { ...nothing.buyer, activities: ["x"] } },
      "met",
    ],
    [
      "what the buyer shared",
      { ...base, kind: "buyer", did: { artefact: "x" } },
      { buyer: { ...nothing.buyer, artefacts: ["x"] } },
      "met",
    ],
    [
      "a proposal the buyer accepted",
      { ...base, kind: "buyer", did: { proposal: "budget" } },
      { buyer: { ...nothing.buyer, proposals: ["budget"] } },
      "met",
    ],
    ["no score yet", score, {}, "open"],
    ["a score at the limit", score, { scores: { c: 3 } }, "met"],
    ["a low score", score, { scores: { c: 2 } }, "failed"],
    ["not judged yet", { ...base, kind: "manual" }, {}, "open"],
    ["judged against", { ...base, kind: "manual" }, { manual: { c: false } }, "failed"],
  ])("%s", (_, criterion, facts, expected) => {
    expect(criterionStatus(criterion, known(facts), now)).toBe(expected);
  });
});

describe("evidence", () => {
  const criterion: Criterion = { ...base, kind: "manual", evidence: { required: true, validDays: 30 } };
  const status = (evidence: Facts["evidence"][string], at = now) =>
    criterionStatus(criterion, known({ manual: { c: true }, evidence: { c: evidence } }), at);
  test("is asked for", () => expect(status([])).toBe("open"));
  test("holds to the last moment of its days", () => {
    const evidence = [{ hash: "h", addedAt: "2026-06-01T12:00:00Z" }];
    expect(status(evidence, "2026-07-01T11:59:59Z")).toBe("met");
    expect(status(evidence, "2026-07-01T12:00:00Z")).toBe("expired");
  });
  test("its own expiry may be sooner", () => {
    expect(status([{ hash: "h", addedAt: "2026-05-30T00:00:00Z", expiresAt: "2026-06-01T12:00:00Z" }])).toBe(
      "expired",
    );
  });
  test("one that holds is enough", () => {
    expect(
      status([
        { hash: "old", addedAt: "2026-01-01T00:00:00Z" },
        { hash: "new", addedAt: "2026-05-30T00:00:00Z" },
      ]),
    ).toBe("met");
  });
});

describe("the gate", () => {
  const mandatory: Criterion = { ...base, kind: "manual", key: "m" };
  const weighed = (key: string, weight: number): Criterion => ({
    ...base,
    mandatory: false,
    kind: "score",
    key,
    weight,
    max: 5,
    pass: 3,
  });
  const gate = { criteria: [mandatory, weighed("x", 3), weighed("y", 2)], passScore: 60 };
  const override = { by: "p", at: now, reason: "because" };

  test("blocks with words on what is open and on a low score", () => {
    const { blocking, score } = evaluate(gate, known({ scores: { x: 4, y: 1 } }), now);
    expect(score).toBeCloseTo((100 * (3 * 0.8 + 2 * 0.2)) / 5);
    expect(blocking).toEqual([
      { key: "reason-criterion-open", params: { criterion: base.title } },
      { key: "reason-score-low", params: { score: 56, pass: 60 } },
    ]);
  });
  test("exactly the limit passes", () => {
    const facts = known({ manual: { m: true }, scores: { x: 3, y: 3 } });
    expect(evaluate(gate, facts, now)).toMatchObject({ score: 60, blocking: [] });
  });
  test("thirds and fifths do not miss the limit by a hair", () => {
    const three = { criteria: ["x", "y", "z"].map((key) => weighed(key, 1)), passScore: 60 };
    const facts = known({ scores: { x: 3, y: 3, z: 3 } });
    expect((100 * (0.6 + 0.6 + 0.6)) / 3).toBeLessThan(60);
    expect(evaluate(three, facts, now).blocking).toEqual([]);
  });
  test("an override passes and is flagged, for a criterion and for the score", () => {
    const facts = known({ scores: { x: 1 }, overrides: { m: override }, scoreOverride: override });
    const { blocking, flags } = evaluate(gate, facts, now);
    expect(blocking).toEqual([]);
    expect(flags.map((flag) => flag.key)).toEqual(["reason-criterion-overridden", "reason-score-overridden"]);
  });
  test("an override of something that is met is not flagged", () => {
    const facts = known({ manual: { m: true }, scores: { x: 5, y: 5 }, overrides: { m: override } });
    expect(evaluate(gate, facts, now).flags).toEqual([]);
  });
  test("without weights there is no score", () => {
    expect(evaluate({ criteria: [mandatory] }, nothing, now).score).toBeNull();
  });
  test("the score lies between 0 and 100 and never falls when a single score rises", () => {
    const one = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(one, one, one, (x, y, more) => {
        const low = evaluate(gate, known({ scores: { x, y } }), now).score ?? -1;
        const high = evaluate(gate, known({ scores: { x: Math.max(x, more), y } }), now).score ?? -1;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
    );
  });
});

test("an override needs the right, a reason and a need", () => {
  expect(checkOverride({ mayOverride: true, reason: "x", status: "open" })).toEqual([]);
  expect(
    checkOverride({ mayOverride: false, reason: " ", status: "met" }).map((reason) => reason.key),
  ).toEqual(["reason-override-right", "reason-override-reason", "reason-override-needless"]);
});
