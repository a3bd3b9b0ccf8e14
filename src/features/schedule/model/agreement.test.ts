import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterStep, may, type Party, partiesOf, propose, type Step } from "./agreement.ts";

const sides = ["seller", "buyer", "partner"] as const;
const steps: Step[] = ["agree", "decline", "move", "cancel", "finish"];

/** The rule in other words: who proposed last and who has agreed since decides everything. */
interface Told {
  proposer: string;
  agreed: Set<string>;
  end: "declined" | "cancelled" | "done" | null;
}
const stateOf = (told: Told, parties: readonly Party[]): string =>
  told.end ??
  (parties.every((party) => party === told.proposer || told.agreed.has(party)) ? "agreed" : "proposed");

describe("agreement", () => {
  it("is reached exactly when every party but the proposer has agreed to this very proposal", () => {
    const acts = fc.array(fc.tuple(fc.constantFrom(...steps), fc.constantFrom(...sides)), { maxLength: 25 });
    const audiences = fc.constantFrom(["room"], ["seller"], ["buyer"], ["commercial"], ["custom", "seller"]);
    fc.assert(
      fc.property(audiences, fc.constantFrom(...sides), acts, ([kind = "", ...people], first, played) => {
        const parties = partiesOf(kind, people as Party[]);
        let item = propose(parties, first);
        const told: Told = { proposer: first, agreed: new Set(), end: null };
        for (const [step, by] of played) {
          if (!may(step, item, by)) continue;
          item = afterStep(step, item, by, parties);
          if (step === "agree") told.agreed.add(by);
          else if (step === "move") Object.assign(told, { proposer: by, agreed: new Set(), end: null });
          else told.end = ({ decline: "declined", cancel: "cancelled", finish: "done" } as const)[step];
          expect(item.state).toBe(stateOf(told, parties));
          expect(item.awaits.length > 0).toBe(item.state === "proposed"); // as the table demands
          expect(item.awaits).not.toContain(item.proposedSide);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("lets no side answer itself, a partner bind nobody, and nothing happen after the end", () => {
    const item = propose(["seller", "buyer"], "seller");
    expect(sides.map((side) => may("agree", item, side))).toEqual([false, true, false]);
    expect(sides.map((side) => may("cancel", item, side))).toEqual([true, false, false]);
    expect(sides.map((side) => may("move", item, side))).toEqual([true, true, false]);
    for (const end of ["cancelled", "done"] as const)
      for (const step of steps)
        for (const side of sides) expect(may(step, { ...item, state: end }, side)).toBe(false);
  });

  it("asks both parties about what a partner proposes, and nobody about one's own team", () => {
    expect(propose(["seller", "buyer"], "partner")).toMatchObject({
      state: "proposed",
      awaits: ["seller", "buyer"],
    });
    expect(propose(partiesOf("seller", ["seller"]), "seller").state).toBe("agreed");
    expect(propose(partiesOf("room", ["seller"]), "seller").state).toBe("proposed"); // the buyers are still to come
  });

  it("asks again after a change of time of what was agreed", () => {
    const parties: Party[] = ["seller", "buyer"];
    const agreed = afterStep("agree", propose(parties, "seller"), "buyer", parties);
    expect(agreed.state).toBe("agreed");
    expect(afterStep("move", agreed, "buyer", parties)).toEqual({
      state: "proposed",
      proposedSide: "buyer",
      awaits: ["seller"],
    });
  });
});
