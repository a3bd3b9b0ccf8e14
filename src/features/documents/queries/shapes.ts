import { z } from "zod";
import { audienceKind, side } from "#features/rooms/index.ts";
import { level, purpose, state } from "../model/fields.ts";

export const audienceShape = z.object({ id: z.uuid(), kind: audienceKind, name: z.string() });
export const labelShape = z.object({ kind: z.enum(["letter", "draft"]), text: z.string() });
export const personShape = z.object({ id: z.uuid(), name: z.string() });
export const sideShape = side;

/** What the reader may do with a document. */
export const rightsShape = z.object({
  level,
  mayRevise: z.boolean(),
  mayApprove: z.boolean(),
  until: z.string().nullable(),
  bound: z.boolean(),
});

/** What a list shows of a revision. */
export const briefRevision = z.object({
  id: z.uuid(),
  label: labelShape,
  audience: audienceShape,
  status: state,
  purpose,
  /** Null to who may only know that it exists. */
  size: z.number().nullable(),
  extension: z.string().nullable(),
  sharedAt: z.string(),
  sharedBy: z.string(),
});
