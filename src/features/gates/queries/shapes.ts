import { z } from "zod";
import { OUTCOMES, ROUND_STATES, wording } from "#features/process/index.ts";

/** A reason of the rules, with titles in every language; the screen puts it into words. */
export const reasonShape = z.object({
  key: z.custom<`reason-${string}`>((value) => typeof value === "string"),
  params: z.record(z.string(), z.union([z.string(), z.number(), wording])).optional(),
});
export const who = z.object({ id: z.uuid(), name: z.string() });
const CONDITION_STATES = ["met", "open", "overdue"] as const;
export const ending = z.enum([...OUTCOMES, "no-decision"]);

export const criterionShape = z.object({
  key: z.string(),
  title: wording,
  kind: z.enum(["field", "artefact", "buyer", "score", "manual"]),
  status: z.enum(["met", "open", "failed", "expired", "overridden"]),
  mandatory: z.boolean(),
  weight: z.number(),
  /** How it is closed: the kind, and what it asks for. */
  asks: z.object({
    field: z.string().optional(),
    artefact: wording.optional(),
    /** Key of the artefact that the supplier's team adds. */
    document: z.string().optional(),
    approved: z.boolean().optional(),
    activity: z.object({ id: z.uuid().nullable(), title: wording }).optional(),
    proposal: z.string().optional(),
    agreed: z.enum(["meeting", "deadline", "delivery", "milestone"]).optional(),
    joined: z.int().optional(),
    byBuyer: z.boolean().optional(),
    opened: z.boolean().optional(),
    discussed: z.boolean().optional(),
    max: z.number().optional(),
    pass: z.number().optional(),
    evidence: z.boolean(),
    validDays: z.number().optional(),
  }),
  documents: z.array(z.object({ id: z.uuid(), title: z.string(), approved: z.boolean() })),
  /** What the customer did that meets it: who and when. `ours`: marked by the supplier's own team, not by the customer. */
  acts: z.array(z.object({ by: z.string().nullable(), at: z.string(), ours: z.boolean() })),
  judgement: z
    .object({
      met: z.boolean().nullable(),
      score: z.number().nullable(),
      note: z.string(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  evidence: z.array(
    z.object({
      id: z.uuid(),
      document: z.uuid().nullable(),
      title: z.string(),
      hash: z.string(),
      expiresOn: z.string().nullable(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  override: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
});
export type CriterionShown = z.infer<typeof criterionShape>;

export const seatShape = z.object({
  key: z.string(),
  role: wording,
  veto: z.boolean(),
  holders: z.array(who),
});

export const roundShape = z.object({
  number: z.int(),
  state: z.enum(ROUND_STATES),
  /** `by` is empty and `changes` says why when it was opened by itself. */
  opened: z
    .object({
      cause: z.string(),
      by: z.string(),
      at: z.string(),
      reason: z.string(),
      changes: z.array(reasonShape),
    })
    .nullable(),
  submitted: z.object({ by: z.string(), at: z.string() }).nullable(),
  seats: z.array(seatShape),
  flags: z.array(reasonShape),
  votes: z.array(
    z.object({
      seat: z.string(),
      by: z.string(),
      onBehalfOf: z.string().nullable(),
      at: z.string(),
      outcome: z.enum(OUTCOMES),
      reason: z.string(),
    }),
  ),
  decision: z
    .object({ ending, by: z.string(), at: z.string(), reason: z.string(), divided: z.boolean() })
    .nullable(),
  /** What had to be done although it went on, as it stands today. */
  conditions: z.array(
    z.object({ text: z.string(), owner: z.string(), due: z.string(), state: z.enum(CONDITION_STATES) }),
  ),
  overrides: z.array(
    z.object({ criterion: wording.nullable(), by: z.string(), at: z.string(), reason: z.string() }),
  ),
  /** What was decided on: canonical JSON, and the SHA-256 of `frontstage gate snapshot 1`, a line break and that text. */
  snapshot: z.object({ text: z.string(), hash: z.string() }).nullable(),
});
export type RoundShown = z.infer<typeof roundShape>;

export const conditionShape = z.object({
  id: z.uuid(),
  /** The round whose decision set it. */
  round: z.int(),
  text: z.string(),
  owner: who,
  due: z.string(),
  state: z.enum(CONDITION_STATES),
  note: z.string(),
  mine: z.boolean(),
});
