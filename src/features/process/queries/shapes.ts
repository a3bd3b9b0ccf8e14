import { z } from "zod";

export const isoDateOrNull = z.iso.date().nullable();

/** The audience of a row, as its reader sees it. */
export const seenAudience = z.object({
  id: z.uuid(),
  kind: z.enum(["room", "seller", "buyer", "commercial", "custom"]),
  name: z.string(),
});
export type SeenAudience = z.infer<typeof seenAudience>;
