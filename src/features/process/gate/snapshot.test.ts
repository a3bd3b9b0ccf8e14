import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalSnapshot, materialChanges, type Snapshot, snapshotHashInput } from "./snapshot.ts";

const snapshot: Snapshot = {
  gate: "firm",
  round: 2,
  blueprint: { key: "b", version: 1 },
  submittedBy: "p",
  submittedAt: "2026-06-01T12:00:00Z",
  amount: { minor: 100_000_00, currency: "EUR" },
  score: 72.5,
  criteria: [
    { key: "b", status: "met", evidence: ["h2", "h1"] },
    { key: "a", status: "overridden", evidence: [], override: "because" },
  ],
  documents: [
    { id: "2", title: "Two", hash: "h2" },
    { id: "1", title: "One", hash: "h1" },
  ],
  seats: [
    { key: "z", role: "z", veto: false, holders: ["q", "p"] },
    { key: "a", role: "a", veto: true, holders: ["r"] },
  ],
};

test("the text does not depend on the order in which things were collected, but on the order of seats", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...snapshot.criteria], { minLength: 2 }),
      fc.shuffledSubarray([...snapshot.documents], { minLength: 2 }),
      (criteria, documents) => {
        expect(canonicalSnapshot({ ...snapshot, criteria, documents })).toBe(canonicalSnapshot(snapshot));
      },
    ),
  );
  expect(canonicalSnapshot({ ...snapshot, seats: [...snapshot.seats].reverse() })).not.toBe(
    canonicalSnapshot(snapshot),
  );
});

test("any single difference gives another text", () => {
  const texts = [
    snapshot,
    { ...snapshot, round: 3 },
    { ...snapshot, score: null },
    { ...snapshot, amount: null },
    {
      ...snapshot,
      documents: snapshot.documents.map((document) => ({ ...document, hash: `${document.hash}x` })),
    },
  ].map(snapshotHashInput);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts[0]).toMatch(/^frontstage gate snapshot 1\n\{"amount":\{"currency":"EUR","minor":10000000\},/);
});

describe("a material change", () => {
  const changes = (change: Partial<Snapshot>) =>
    materialChanges(snapshot, { ...snapshot, ...change }).map((reason) => reason.key);
  test.each<[string, Partial<Snapshot>, string[]]>([
    ["nothing", {}, []],
    ["one percent of the amount", { amount: { minor: 101_000_00, currency: "EUR" } }, []],
    ["more than that", { amount: { minor: 101_000_01, currency: "EUR" } }, ["reason-changed-amount"]],
    ["another currency", { amount: { minor: 100_000_00, currency: "USD" } }, ["reason-changed-amount"]],
    ["an amount no longer known", { amount: null }, ["reason-changed-amount"]],
    ["a new document", { documents: [...snapshot.documents, { id: "3", title: "Three", hash: "h3" }] }, []],
    ["a document that is gone", { documents: snapshot.documents.slice(1) }, ["reason-changed-document"]],
    [
      "a criterion not met any more",
      { criteria: [{ key: "b", status: "expired", evidence: [] }] },
      ["reason-changed-criterion"],
    ],
    [
      "an overridden criterion that fails",
      { criteria: snapshot.criteria.map((c) => (c.key === "a" ? { ...c, status: "failed" as const } : c)) },
      [],
    ],
  ])("%s", (_, change, expected) => expect(changes(change)).toEqual(expected));
});
