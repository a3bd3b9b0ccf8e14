import { z } from "zod";
import { keySchema, pcfSchema, stageSchema, titleSchema } from "./basics.ts";
import { AUDIENCES } from "./words.ts";

/** A criterion is either mandatory, or weighs 1 to 10 in the score of the gate. */
const common = {
  key: keySchema,
  title: titleSchema,
  mandatory: z.boolean().default(false),
  weight: z.number().int().min(1).max(10).optional(),
  /** Evidence that must be attached, and for how many days it holds. */
  evidence: z
    .strictObject({ required: z.boolean(), validDays: z.number().int().min(1).optional() })
    .optional(),
};

/** What a schedule holds that the other side can agree to. */
const APPOINTMENTS = ["meeting", "deadline", "delivery", "milestone"] as const;

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** A test of one field of the room. */
const fieldTest = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("present") }),
  z.strictObject({ is: z.literal("equals"), value: scalar }),
  z.strictObject({ is: z.literal("one-of"), values: z.array(scalar).min(1) }),
  z.strictObject({ is: z.literal("at-least"), value: z.number() }),
  z.strictObject({ is: z.literal("at-most"), value: z.number() }),
]);

export const criterionSchema = z.discriminatedUnion("kind", [
  z.strictObject({ ...common, kind: z.literal("field"), field: keySchema, test: fieldTest }),
  z.strictObject({
    ...common,
    kind: z.literal("artefact"),
    artefact: keySchema,
    state: z.enum(["present", "approved"]),
  }),
  /**
   * Something the buyer did, as the room itself shows it: an activity on its side, a thing it shared, a proposal it
   * accepted, a paper it approved, opened or downloaded as it stands now, a paper or an activity it wrote about, an appointment of a
   * kind that it proposed or agreed to, or that so many of its people are in the room.
   */
  z.strictObject({
    ...common,
    kind: z.literal("buyer"),
    did: z.union(
      [
        z.strictObject({ activity: keySchema }),
        z.strictObject({ artefact: keySchema }),
        z.strictObject({ proposal: stageSchema }),
        z.strictObject({ approved: keySchema }),
        z.strictObject({ opened: keySchema }),
        z.strictObject({ discussed: keySchema }),
        z.strictObject({ agreed: z.enum(APPOINTMENTS) }),
        z.strictObject({ joined: z.number().int().min(1).max(50) }),
      ],
      {
        error:
          "must name an activity, an artefact, a proposal stage, or what was approved, opened, discussed, agreed or how many joined",
      },
    ),
  }),
  z.strictObject({
    ...common,
    kind: z.literal("score"),
    max: z.number().int().min(1).max(100),
    pass: z.number().min(0).max(100),
  }),
  z.strictObject({ ...common, kind: z.literal("manual") }),
]);
export type Criterion = z.output<typeof criterionSchema>;

/** Amounts are whole units of the blueprint's currency: `from` inclusive, `below` exclusive. */
export const approverSchema = z.strictObject({
  role: keySchema,
  from: z.number().int().min(0).default(0),
  below: z.number().int().min(1).optional(),
  /** Every holder of the role has a seat of their own; otherwise any one of them fills the one seat. */
  each: z.boolean().default(false),
  /** Under the rule `veto`: may stop the decision alone. */
  veto: z.boolean().default(false),
});
export type Approver = z.output<typeof approverSchema>;

export const ruleSchema = z.union(
  [
    z.enum(["any", "all", "majority", "veto", "sequence"]),
    z.strictObject({ atLeast: z.number().int().min(1) }),
  ],
  { error: "must be any, all, majority, veto, sequence or { atLeast: number }" },
);
export type DecisionRule = z.output<typeof ruleSchema>;

/** A decision after one phase and before another; the same phase twice means inside that phase. */
export const gateSchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  /** The question the deciders answer. */
  question: titleSchema,
  after: keySchema,
  before: keySchema,
  /** The proposal stage whose release is decided. */
  stage: stageSchema.optional(),
  dependsOn: z.array(keySchema).default([]),
  criteria: z.array(criterionSchema).min(1),
  /** Percent of the weighted score that must be reached. */
  passScore: z.number().min(0).max(100).optional(),
  approvers: z.array(approverSchema),
  rule: ruleSchema,
  audience: z.enum(AUDIENCES),
  pcf: z.array(pcfSchema).default([]),
});
export type GateDefinition = z.output<typeof gateSchema>;

/** Who decides about an amount, in whole units of the blueprint's currency. Infinity asks for the highest band. */
export function approversFor(approvers: readonly Approver[], amount: number): Approver[] {
  return approvers.filter(({ from, below }) => amount >= from && (below === undefined || amount < below));
}
