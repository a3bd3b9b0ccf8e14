/**
 * The closed vocabularies of a blueprint, in drawing order where there is one.
 * Bands and lines after the industrial service blueprint (Fliess & Kleinaltenkamp 2004; Biege, Lay & Buschak 2012).
 */

/** Six horizontal zones, top to bottom. */
export const BANDS = ["customer", "onstage", "backstage", "support", "preparation", "management"] as const;
export type Band = (typeof BANDS)[number];

/** Five lines; the line at index i lies directly below the band at index i. */
export const LINES = [
  "interaction",
  "visibility",
  "internal-interaction",
  "order-penetration",
  "implementation",
] as const;
export type Line = (typeof LINES)[number];

/** Bands above the line of visibility: all that a customer's picture may contain. */
export const VISIBLE_BANDS: readonly Band[] = ["customer", "onstage"];

export const SIDES = ["seller", "buyer", "partner"] as const;
export type Side = (typeof SIDES)[number];

/** What a participant does in an activity. Whoever is only informed does not meet anybody. */
export const PARTS = ["lead", "co-perform", "consult", "inform"] as const;
export type Part = (typeof PARTS)[number];

export const CHANNELS = ["face-to-face", "phone", "e-mail", "video", "portal"] as const;
export type Channel = (typeof CHANNELS)[number];

/** The audiences every room is born with. */
export const AUDIENCES = ["room", "seller", "buyer", "commercial"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Proposal stages, from an order of magnitude to ready to sign. */
export const STAGES = ["indicative", "budget", "firm", "final"] as const;
export type Stage = (typeof STAGES)[number];

export const LANGUAGES = ["en", "fi", "de", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];
