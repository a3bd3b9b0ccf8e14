import fc from "fast-check";
import { expect, test } from "vitest";
import { checkDelegation, type Delegation, delegators } from "./delegation.ts";

const d = (from: string, to: string, since = "2026-06-01", until = "2026-06-30"): Delegation => ({
  from,
  to,
  since,
  until,
});
const keys = (wanted: Delegation, ...existing: Delegation[]) =>
  checkDelegation(wanted, existing).map((reason) => reason.key);

test("what a delegation must not be", () => {
  expect(keys(d("a", "b"))).toEqual([]);
  expect(keys(d("a", "a"))).toEqual(["reason-delegation-self"]);
  expect(keys(d("a", "b", "2026-07-01", "2026-06-01"))).toEqual(["reason-delegation-dates"]);
  expect(keys(d("a", "b"), d("b", "a"))).toEqual(["reason-delegation-circle"]);
  expect(keys(d("a", "b"), d("b", "c"))).toEqual(["reason-delegation-chain"]);
  expect(keys(d("b", "c"), d("a", "b"))).toEqual(["reason-delegation-chain"]);
  expect(keys(d("a", "b"), d("a", "c"))).toEqual(["reason-delegation-twice"]);
});

test("other days are another matter, the shared last day is not", () => {
  expect(keys(d("a", "b"), d("b", "a", "2026-07-01", "2026-07-31"))).toEqual([]);
  expect(keys(d("a", "b"), d("b", "a", "2026-06-30", "2026-07-31"))).toEqual(["reason-delegation-circle"]);
});

test("accepted one after another, delegations of one day never form a chain", () => {
  const person = fc.constantFrom("a", "b", "c", "d");
  const dayOf = fc.integer({ min: 1, max: 9 }).map((n) => `2026-06-0${n}`);
  const any = fc.record({ from: person, to: person, since: dayOf, until: dayOf });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 15 }), dayOf, (wanted, day) => {
      const accepted: Delegation[] = [];
      for (const one of wanted) if (checkDelegation(one, accepted).length === 0) accepted.push(one);
      for (const delegate of ["a", "b", "c", "d"])
        for (const absent of delegators(delegate, day, accepted)) {
          expect(absent).not.toBe(delegate);
          expect(delegators(absent, day, accepted)).toEqual([]);
        }
    }),
  );
});
