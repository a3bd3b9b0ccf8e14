import { z } from "zod";
import { keySchema, titleSchema } from "./basics.ts";
import { BANDS, SIDES } from "./words.ts";

/** One row of the drawing: a team or department, within a band. */
export const laneSchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  band: z.enum(BANDS),
  side: z.enum(SIDES),
});
export type Lane = z.output<typeof laneSchema>;

/** The labels of the five lines. */
export const linesSchema = z.strictObject({
  interaction: titleSchema,
  visibility: titleSchema,
  "internal-interaction": titleSchema,
  "order-penetration": titleSchema,
  implementation: titleSchema,
});
