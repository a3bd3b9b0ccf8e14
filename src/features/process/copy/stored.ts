import { z } from "zod";
import type { Blueprint, GateDefinition, Handover } from "../model/index.ts";

/**
 * What was checked before it was written is not checked again: the schema reads files (participants are a map there),
 * these are its results.
 */
export const storedBlueprint = (content: unknown): Blueprint => content as Blueprint;
export const storedGate = (definition: unknown): GateDefinition => definition as GateDefinition;
export const storedHandover = (definition: unknown): Handover => definition as Handover;

/** Words of a row: by language when they come from a blueprint, `text` when somebody typed them in a room. */
export const wording = z.record(z.string(), z.string());
export type Wording = z.infer<typeof wording>;

/** The words for a reader: as typed, else in the reader's language, else in English, else in any. */
export function wordsIn(words: Wording, language: string): string {
  return words.text ?? words[language] ?? words.en ?? Object.values(words)[0] ?? "";
}
