import { z } from "zod";
import { type Language, SIDES, STAGES } from "./words.ts";

/** A name inside a blueprint: lower case, digits and hyphens, so that it can stand in URLs, anchors and logs. */
export const keySchema = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be lower case letters, digits and single hyphens");

function titleOf(longest: number) {
  const text = z.string().trim().min(1).max(longest);
  return z.strictObject({ en: text, fi: text, de: text.optional(), zh: text.optional() });
}

/** What is read on a screen, in every language of the blueprint. */
export const titleSchema = titleOf(90);
export const paragraphSchema = titleOf(600);
export type Title = z.output<typeof titleSchema>;

/** The title in the reader's language, or in English where a translation is missing. */
export function titleIn(title: Title, language: string): string {
  return title[language as Language] ?? title.en;
}

/** A number of PCF, five digits. The five-digit ID is the key because hierarchy numbers change between releases. */
export const pcfSchema = z.number().int().min(10000).max(99999);

export const phaseSchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  /** Short form for the progress line on a phone. */
  short: titleSchema,
});
export type Phase = z.output<typeof phaseSchema>;

/** Who somebody is in a sale (sales manager, purchasing lead); what they may do in a room is another thing. */
export const roleSchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  side: z.enum(SIDES),
  /** On the buyer's side: belongs to the people who see price letters and contracts. */
  commercial: z.boolean().default(false),
});
export type Role = z.output<typeof roleSchema>;

export const stageSchema = z.enum(STAGES);
