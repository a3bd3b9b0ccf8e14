import { z } from "zod";
import { keySchema, titleSchema } from "./basics.ts";
import { AUDIENCES } from "./words.ts";

/**
 * Two levels: a shelf (`technical`) and the kinds that stand on it (`layout`, `specification`). A kind of the audience
 * `seller` is the supplier's own: nobody else learns that there is such a kind, and only the supplier's own papers have it.
 */
export const categorySchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  kinds: z
    .array(
      z.strictObject({
        key: keySchema,
        title: titleSchema,
        audience: z.enum(["room", "seller"]).default("room"),
      }),
    )
    .min(1),
});
export type Category = z.output<typeof categorySchema>;

/** A thing that activities need or make: in the room it becomes a document in the register. */
export const artefactSchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  category: z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "must be written shelf/kind"),
  /** Where such a thing usually belongs; the person who adds it chooses. */
  audience: z.enum(AUDIENCES),
});
export type Artefact = z.output<typeof artefactSchema>;
