export const disciplines = [
  "process",
  "mechanical",
  "electrical",
  "automation",
  "piping",
  "civil",
  "it",
  "safety",
] as const;

/** Languages a paper may be in (ISO 639-1); more than the screens have. */
export const documentLanguages = ["en", "fi", "sv", "de", "fr", "es", "pt", "pl", "zh", "ja"] as const;

export const states = ["current", "superseded", "withdrawn"] as const;
export type State = (typeof states)[number];

/** What a revision is given out for. */
export const purposes = ["information", "comment", "approval", "as-built"] as const;
export type Purpose = (typeof purposes)[number];

/** How a document stands, in one word; see model/status.ts. */
export const statuses = [
  "draft",
  "current",
  "comment",
  "approval",
  "approved",
  "approved-with-comments",
  "not-approved",
  "as-built",
  "ended",
  "superseded",
  "withdrawn",
] as const;
export type Status = (typeof statuses)[number];

/** What somebody who may approve says of a revision; the last two with a reason. */
export const outcomes = ["approved", "approved-with-comments", "not-approved"] as const;
export type Outcome = (typeof outcomes)[number];

export const sorts = ["number", "title", "newest"] as const;
