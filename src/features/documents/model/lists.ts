/**
 * Categories, two levels: `<group>.<kind>`. The groups are those in which people of the field look for a project's
 * papers; their order here is their order in the register. Plain lists, so that the browser needs no schemas for them.
 */
export const categories = {
  project: ["background", "minutes", "schedule", "organisation", "correspondence"],
  technical: ["specification", "description", "drawing", "data-sheet", "calculation", "test"],
  quality: ["plan", "certificate", "safety", "environment"],
  commercial: ["quotation", "price-letter", "contract", "terms"],
  delivery: ["manual", "training", "spare-parts", "installation"],
  material: ["reference", "brochure", "company", "video"],
  other: ["other"],
} as const;

export type CategoryGroup = keyof typeof categories;
export type Category = { [G in CategoryGroup]: `${G}.${(typeof categories)[G][number]}` }[CategoryGroup];

export const categoryGroups = Object.keys(categories) as CategoryGroup[];
export const groupOf = (category: Category): CategoryGroup => category.split(".")[0] as CategoryGroup;

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
  "as-built",
  "ended",
  "superseded",
  "withdrawn",
] as const;
export type Status = (typeof statuses)[number];

export const sorts = ["number", "title", "newest"] as const;
