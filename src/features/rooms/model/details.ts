import { z } from "zod";
import { currencies } from "#platform/money.ts";

/** A code as people type it: capitals, digits and dashes. */
export const codeInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9-]{1,23}$/, "code-letters");

/** What everyone in the room may know of it. */
export const profileInput = {
  businessLine: z.string().trim().max(120).default(""),
  site: z.string().trim().max(200).default(""),
  scope: z.string().trim().max(2000).default(""),
};

/** What only the supplier's team knows. The amount is as typed; the operation makes minor units of it. */
export const caseInput = {
  company: z.uuid().optional(),
  owner: z.uuid().optional(),
  value: z.object({ amount: z.string().trim().max(30).optional(), currency: z.enum(currencies) }).optional(),
  probability: z.int().min(0).max(100).optional(),
  expectedDecision: z.iso.date().optional(),
  notes: z.string().trim().max(5000).default(""),
};

export const profileOutput = z.object({
  businessLine: z.string(),
  site: z.string(),
  scope: z.string(),
  version: z.int(),
});

export const caseOutput = z.object({
  company: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  /** Minor units and ISO 4217. */
  value: z.object({ minor: z.int(), currency: z.string() }).nullable(),
  /** Percent. */
  probability: z.int().nullable(),
  expectedDecision: z.iso.date().nullable(),
  notes: z.string(),
  version: z.int(),
});
