import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";

/** A date of the process that stands in the schedule too: it is changed where the process is, and only read here. */
export const processMilestone = z.object({
  id: z.uuid(),
  room: z.uuid(),
  /** Of the audience of the step itself. */
  audience: z.uuid(),
  type: z.enum(["gate", "activity", "handover"]),
  /** By language. */
  title: z.record(z.string(), z.string()),
  day: z.iso.date(),
  lastDay: z.iso.date().nullable(),
  done: z.boolean(),
  path: z.string(),
});
export type ProcessMilestone = z.infer<typeof processMilestone>;

/** Reads the gates and touch-points with dates that this person may see: of one room, or of all their rooms. */
export type MilestoneSource = (tx: Tx, room: string | null) => Promise<ProcessMilestone[]>;

let source: MilestoneSource = async () => [];

/** The process tells once, when it is loaded, how its dates are read. */
export function milestonesFrom(read: MilestoneSource): void {
  source = read;
}

export const milestonesOf: MilestoneSource = (tx, room) => source(tx, room);
