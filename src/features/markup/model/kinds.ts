/** Ways of marking a page. Plain lists, so that the browser needs no schemas for them. */
export const kinds = ["pin", "area", "highlight", "strike", "ink", "arrow"] as const;
export type Kind = (typeof kinds)[number];

/** Kinds that lie on text, and are found again by it. */
export const textKinds = ["highlight", "strike"] as const satisfies Kind[];
export const liesOnText = (kind: Kind): boolean => (textKinds as readonly Kind[]).includes(kind);

/** Where a comment stands: `open` until somebody answers; accepted or rejected by who decides on it; closed when done. */
export const states = ["open", "answered", "accepted", "rejected", "closed"] as const;
export type State = (typeof states)[number];

/** Whether it still waits for somebody. */
export const stillOpen = (state: State): boolean => state === "open" || state === "answered";

/** How a mark came to its place on a revision: put there by hand, found again where it was, found elsewhere, or not found. */
export const hows = ["made", "carried", "moved", "lost"] as const;
export type How = (typeof hows)[number];
