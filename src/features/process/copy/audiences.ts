import type { Audience } from "../model/index.ts";

/** A room's audiences by kind, as far as the one at work is in them. */
export type StandardAudiences = Readonly<Partial<Record<Audience, string>>>;

export interface PlacedAudience {
  id: string;
  kind: Audience | "custom";
}

/**
 * The narrower of two audiences: whoever is in it is in both. Everyone contains all others, and the commercial audience
 * contains the supplier's whole team. Where neither contains the other by construction the answer is null, and nothing
 * may stand between the two.
 */
export function narrower(a: PlacedAudience, b: PlacedAudience): PlacedAudience | null {
  if (a.id === b.id || a.kind === "room") return b;
  if (b.kind === "room") return a;
  if (a.kind === "commercial" && b.kind === "seller") return b;
  if (b.kind === "commercial" && a.kind === "seller") return a;
  return null;
}
