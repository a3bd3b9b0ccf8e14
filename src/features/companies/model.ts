import { z } from "zod";
import { companyKinds, companySizes } from "./words.ts";

export const companyKind = z.enum(companyKinds);
export const companySize = z.enum(companySizes);

export const companyFields = {
  kind: companyKind,
  name: z.string().trim().min(1).max(200),
  industry: z.string().trim().max(120).default(""),
  size: companySize.optional(),
  /** ISO 3166-1 alpha-2. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, "country-code")
    .optional(),
  /** The group it belongs to, in words. */
  group: z.string().trim().max(200).default(""),
};

export const companyOutput = z.object({
  id: z.uuid(),
  kind: companyKind,
  name: z.string(),
  industry: z.string(),
  size: companySize.nullable(),
  country: z.string().nullable(),
  group: z.string(),
  version: z.int(),
});
export type Company = z.output<typeof companyOutput>;
