import { z } from "zod";
import { keySchema, pcfSchema, titleSchema } from "./basics.ts";
import { AUDIENCES, CHANNELS, PARTS } from "./words.ts";

/**
 * Participants are written as a map, `lane/role: part`, so that a line of YAML names all of them and YAML itself
 * refuses the same participant twice.
 */
const participantsSchema = z
  .record(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "must be written lane/role"), z.enum(PARTS))
  .transform((map) =>
    Object.entries(map).map(([place, part]) => {
      const [lane = "", role = ""] = place.split("/");
      return { lane, role, part };
    }),
  );

/** A step, done by one or several participants at once; activities may overlap in time. */
export const activitySchema = z.strictObject({
  key: keySchema,
  phase: keySchema,
  title: titleSchema,
  participants: participantsSchema,
  in: z.array(keySchema).default([]),
  out: z.array(keySchema).default([]),
  /** How the sides meet; only for touch-points. */
  channel: z.enum(CHANNELS).optional(),
  /** Activities and gates that usually come first. */
  dependsOn: z.array(keySchema).default([]),
  /** Days from the start of the phase, and working time in calendar days. */
  offset: z.number().int().min(0).max(2000).default(0),
  days: z.number().int().min(1).max(2000),
  audience: z.enum(AUDIENCES),
  pcf: z.array(pcfSchema).default([]),
  /**
   * Standing work, kept up ahead of any sale (the line of implementation of a service blueprint): it is shown in its place
   * and is not started once per room, so it begins as done.
   */
  standing: z.boolean().optional(),
  /** Only part of the process when this option of an alternative is chosen. */
  option: keySchema.optional(),
});
export type Activity = z.output<typeof activitySchema>;
export type Participant = Activity["participants"][number];

/** A point where the process takes one of several ways, chosen once per room. */
export const alternativeSchema = z.strictObject({
  key: keySchema,
  title: titleSchema,
  options: z.array(z.strictObject({ key: keySchema, title: titleSchema })).min(2),
});
export type Alternative = z.output<typeof alternativeSchema>;

/** Responsibility passes from one team to another. The receiving team accepts it or refuses it with a reason. */
export const handoverSchema = z.strictObject({
  key: keySchema,
  phase: keySchema,
  title: titleSchema,
  from: z.strictObject({ lane: keySchema, role: keySchema }),
  to: z.strictObject({ lane: keySchema, role: keySchema }),
  /** Whether the room's lead on that side changes to the receiving role when it is accepted. */
  changesLead: z.boolean(),
  dependsOn: z.array(keySchema).default([]),
  audience: z.enum(AUDIENCES),
  pcf: z.array(pcfSchema).default([]),
  checklist: z
    .array(z.strictObject({ key: keySchema, title: titleSchema, mandatory: z.boolean().default(true) }))
    .min(1),
});
export type Handover = z.output<typeof handoverSchema>;
