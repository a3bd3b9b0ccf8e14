import { z } from "zod";
import { activitySchema, alternativeSchema, handoverSchema } from "./activity.ts";
import { artefactSchema, categorySchema } from "./artefact.ts";
import { keySchema, paragraphSchema, phaseSchema, roleSchema, titleSchema } from "./basics.ts";
import { gateSchema } from "./gate.ts";
import { laneSchema, linesSchema } from "./lane.ts";
import { LANGUAGES } from "./words.ts";

/** A versioned process definition. A room runs its own copy, so a new version never touches a running room. */
export const blueprintSchema = z.strictObject({
  key: keySchema,
  version: z.number().int().min(1),
  name: titleSchema,
  about: paragraphSchema,
  /** The kind of business it is meant for, for choosing among blueprints. */
  business: keySchema,
  languages: z.array(z.enum(LANGUAGES)).min(1),
  /** Of the amounts in the approval bands. */
  currency: z.string().regex(/^[A-Z]{3}$/, "must be a currency code of three letters"),
  lines: linesSchema,
  phases: z.array(phaseSchema).min(1),
  roles: z.array(roleSchema).min(1),
  lanes: z.array(laneSchema).min(1),
  /** What the register of a room is ordered by; none: the deployment's usual list (documents/model/categories.ts). */
  categories: z.array(categorySchema).default([]),
  artefacts: z.array(artefactSchema).default([]),
  alternatives: z.array(alternativeSchema).default([]),
  activities: z.array(activitySchema).min(1),
  gates: z.array(gateSchema).default([]),
  handovers: z.array(handoverSchema).default([]),
});
export type Blueprint = z.output<typeof blueprintSchema>;
