import { z } from "zod";
import { audienceKind, side } from "#features/rooms/index.ts";
import { state } from "../model/fields.ts";

export const audienceShape = z.object({ id: z.uuid(), kind: audienceKind, name: z.string() });
export const labelShape = z.object({ kind: z.enum(["letter", "draft"]), text: z.string() });
export const personShape = z.object({ id: z.uuid(), name: z.string() });
export const sideShape = side;

/** What a list shows of a revision. */
export const briefRevision = z.object({
  id: z.uuid(),
  label: labelShape,
  audience: audienceShape,
  status: state,
  size: z.number(),
  extension: z.string(),
  sharedAt: z.string(),
  sharedBy: z.string(),
});
