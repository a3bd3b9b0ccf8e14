import { parse } from "yaml";
import { z } from "zod";
import { pcfSchema } from "./basics.ts";

/** Elements of the process classification, with the words that must go with them wherever they are shown. */
const classificationSchema = z.strictObject({
  attribution: z.string().min(100),
  elements: z.array(
    z.strictObject({ id: pcfSchema, hierarchy: z.string(), name: z.string().min(1), version: z.string() }),
  ),
});

export interface Classification {
  attribution: string;
  /** By PCF ID. */
  elements: ReadonlyMap<number, { id: number; hierarchy: string; name: string; version: string }>;
}

/** Reads `blueprints/pcf.yaml`. Throws a ZodError for a file of another shape. */
export function parseClassification(text: string): Classification {
  const { attribution, elements } = classificationSchema.parse(parse(text));
  return {
    attribution: attribution.trim(),
    elements: new Map(elements.map((element) => [element.id, element])),
  };
}
