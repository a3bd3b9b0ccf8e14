import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Approver } from "../model/index.ts";
import { type Holder, selectSeats } from "./seats.ts";

const approver = (role: string, more: Partial<Approver> = {}): Approver => ({
  role,
  from: 0,
  each: false,
  veto: false,
  ...more,
});
const holder = (person: string, role: string): Holder => ({ person, role });
const seatsFor = (approvers: Approver[], amount: number | null, holders: Holder[], submitter = "s") =>
  selectSeats({ approvers, rule: "all" }, amount, holders, submitter);

describe("by amount", () => {
  const approvers = [
    approver("low", { below: 100 }),
    approver("high", { from: 100 }),
    approver("top", { from: 500 }),
  ];
  const holders = [holder("l", "low"), holder("h", "high"), holder("t", "top")];
  test.each<[number | null, string[]]>([
    [0, ["low"]],
    [99.99, ["low"]],
    [100, ["high"]],
    [500, ["high", "top"]],
    [null, ["high", "top"]],
  ])("%s", (amount, expected) => {
    expect(seatsFor(approvers, amount, holders).seats.map((seat) => seat.key)).toEqual(expected);
  });
});

test("a role is one seat for all its holders, or one each", () => {
  const holders = [holder("b", "r"), holder("a", "r"), holder("a", "r")];
  expect(seatsFor([approver("r")], 1, holders).seats).toEqual([
    { key: "r", role: "r", veto: false, holders: ["a", "b"] },
  ]);
  expect(seatsFor([approver("r", { each: true })], 1, holders).seats.map((seat) => seat.key)).toEqual([
    "r:a",
    "r:b",
  ]);
});

test("the submitter holds no seat, and an empty seat has words", () => {
  const { seats, unfilled } = seatsFor([approver("r")], 1, [holder("s", "r")]);
  expect(seats[0]?.holders).toEqual([]);
  expect(unfilled).toEqual([{ key: "reason-no-approver", params: { role: "r" } }]);
});

test("who holds two roles takes the seat that nobody else could", () => {
  const { seats, unfilled } = seatsFor([approver("x"), approver("y")], 1, [
    holder("a", "x"),
    holder("a", "y"),
    holder("b", "x"),
  ]);
  expect(unfilled).toEqual([]);
  expect(seats.map((seat) => seat.holders)).toEqual([["b"], ["a"]]);
});

test("more votes asked for than there are seats", () => {
  const { unfilled } = selectSeats(
    { approvers: [approver("r")], rule: { atLeast: 2 } },
    1,
    [holder("a", "r")],
    "s",
  );
  expect(unfilled).toEqual([{ key: "reason-too-few-approvers", params: { needed: 2, found: 1 } }]);
});

describe("whoever holds what", () => {
  const roles = ["r0", "r1", "r2", "r3"];
  const people = ["a", "b", "c", "d", "s"];
  const world = fc.record({
    approvers: fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1 }),
    holders: fc.array(fc.record({ person: fc.constantFrom(...people), role: fc.constantFrom(...roles) }), {
      maxLength: 12,
    }),
  });

  /** Can every role have a person of its own? Tried one after another. */
  function canAllBeFilled(
    wanted: readonly string[],
    holders: readonly Holder[],
    used: readonly string[] = [],
  ): boolean {
    const [role, ...rest] = wanted;
    if (role === undefined) return true;
    return holders.some(
      (h) =>
        h.role === role &&
        h.person !== "s" &&
        !used.includes(h.person) &&
        canAllBeFilled(rest, holders, [...used, h.person]),
    );
  }

  test("nobody sits twice, never the submitter, and all seats are filled whenever that is possible", () => {
    fc.assert(
      fc.property(world, ({ approvers, holders }) => {
        const { seats, unfilled } = seatsFor(
          approvers.map((role) => approver(role)),
          1,
          holders,
        );
        const sitting = seats.flatMap((seat) => seat.holders);
        expect(new Set(sitting).size).toBe(sitting.length);
        expect(sitting).not.toContain("s");
        expect(unfilled.length === 0).toBe(canAllBeFilled(approvers, holders));
        const able = new Set(
          holders.filter((h) => approvers.includes(h.role) && h.person !== "s").map((h) => h.person),
        );
        expect(new Set(sitting)).toEqual(able);
        for (const seat of seats)
          for (const person of seat.holders) expect(holders).toContainEqual({ person, role: seat.role });
      }),
      { numRuns: 400 },
    );
  });
});
