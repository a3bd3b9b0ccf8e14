import { z } from "zod";

/**
 * Categories, two levels: `<group>.<kind>`. The groups are those in which people of the field look for a project's
 * papers; their order here is their order in the register.
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
export const categoryKeys = categoryGroups.flatMap((group) =>
  categories[group].map((kind) => `${group}.${kind}`),
) as Category[];

export const groupOf = (category: Category): CategoryGroup => category.split(".")[0] as CategoryGroup;

export const category = z.enum(categoryKeys as [Category, ...Category[]]);
export const categoryGroup = z.enum(categoryGroups as [CategoryGroup, ...CategoryGroup[]]);
export const discipline = z.enum([
  "process",
  "mechanical",
  "electrical",
  "automation",
  "piping",
  "civil",
  "it",
  "safety",
]);
/** Languages a paper may be in (ISO 639-1); more than the screens have. */
export const documentLanguage = z.enum(["en", "fi", "sv", "de", "fr", "es", "pt", "pl", "zh", "ja"]);
export const state = z.enum(["current", "superseded", "withdrawn"]);
export type State = z.infer<typeof state>;

export const title = z.string().trim().min(1).max(200);
export const note = z.string().trim().max(2000);
/** Key of an artefact in the room's blueprint. */
export const artefact = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/);

/** What describes a document, beside its file; all of it is seen by whoever sees the document. */
export const description = {
  title,
  category,
  discipline: discipline.optional(),
  language: documentLanguage.optional(),
};
