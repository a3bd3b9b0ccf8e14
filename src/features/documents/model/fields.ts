import { z } from "zod";
import { disciplines, documentLanguages, purposes, states, statuses } from "./lists.ts";
import { levels } from "./rights.ts";

/** `shelf.kind` of the room's categories; whether the room has it is asked where it is given (categories.ts). */
export const category = z
  .string()
  .max(121)
  .regex(/^[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*$/);
/** A category, or a whole shelf of them. */
export const categoryOrShelf = z
  .string()
  .max(121)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?$/);
export const discipline = z.enum(disciplines);
export const documentLanguage = z.enum(documentLanguages);
export const state = z.enum(states);
export const purpose = z.enum(purposes);
export const status = z.enum(statuses);
export const level = z.enum(levels);

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
  /** The last day on which it is valid. */
  validUntil: z.iso.date().optional(),
  /** The member of the room who answers for it. */
  responsible: z.uuid().optional(),
};
