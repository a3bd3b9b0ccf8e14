import { z } from "zod";
import type { Blueprint, GateDefinition, Handover } from "../model/index.ts";

export { type Wording, wordsIn } from "./wording.ts";

/**
 * What was checked before it was written is not checked again: the schema reads files (participants are a map there),
 * these are its results.
 */
export const storedBlueprint = (content: unknown): Blueprint => content as Blueprint;
export const storedGate = (definition: unknown): GateDefinition => definition as GateDefinition;
export const storedHandover = (definition: unknown): Handover => definition as Handover;

export const wording = z.record(z.string(), z.string());
