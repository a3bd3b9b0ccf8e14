import type { ItemState } from "./time.ts";

/** Sides that can bind themselves. A partner proposes and takes part, but agrees for nobody. */
export type Party = "seller" | "buyer";
type Side = Party | "partner";

/** Where the agreement on an item stands. Proposed means: somebody's answer is still wanted. */
export interface Agreement {
  state: ItemState;
  proposedSide: Side;
  /** The sides that have not agreed to this proposal yet. */
  awaits: Party[];
}

/** What a person does to an item. */
export type Step = "agree" | "decline" | "move" | "cancel" | "finish";

/**
 * Parties among the people of an audience. One's own team needs nobody's agreement; where both parties are, each agrees.
 * Standard audiences are of both by nature, also while nobody of the other side has come yet.
 */
export function partiesOf(kind: string, sides: readonly Side[]): Party[] {
  if (kind === "room" || kind === "commercial") return ["seller", "buyer"];
  return (["seller", "buyer"] as const).filter((party) => kind === party || sides.includes(party));
}

/** A new proposal by a side to an audience of the given parties. */
export function propose(parties: readonly Party[], by: Side): Agreement {
  const awaits = parties.filter((party) => party !== by);
  return { state: awaits.length > 0 ? "proposed" : "agreed", proposedSide: by, awaits };
}

/** Whether a side may do something to an item now. */
export function may(step: Step, item: Agreement, by: Side): boolean {
  switch (step) {
    case "agree":
    case "decline":
      return item.state === "proposed" && by !== "partner" && item.awaits.includes(by);
    case "move":
      return (
        (by !== "partner" || item.proposedSide === by) && item.state !== "cancelled" && item.state !== "done"
      );
    case "cancel":
      // What waits for an answer is taken back by those who proposed it; the others decline it.
      return item.state === "agreed"
        ? by !== "partner" || item.proposedSide === by
        : item.proposedSide === by && item.state !== "cancelled" && item.state !== "done";
    case "finish":
      return item.state === "agreed" && by !== "partner";
  }
}

/** The agreement after a step that `may` allows. A change of time is a new proposal by the side that makes it. */
export function afterStep(step: Step, item: Agreement, by: Side, parties: readonly Party[]): Agreement {
  switch (step) {
    case "agree": {
      const awaits = item.awaits.filter((party) => party !== by);
      return { ...item, awaits, state: awaits.length > 0 ? "proposed" : "agreed" };
    }
    case "decline":
      return { ...item, awaits: [], state: "declined" };
    case "move":
      return propose(parties, by);
    case "cancel":
      return { ...item, awaits: [], state: "cancelled" };
    case "finish":
      return { ...item, state: "done" };
  }
}
