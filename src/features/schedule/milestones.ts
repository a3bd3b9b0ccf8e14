import { z } from "zod";
import { milestoneState } from "#features/process/index.ts";

/** A date of the process that stands in the schedule too: it is changed where the process is, and only read here. */
export const processMilestone = z.object({
  id: z.uuid(),
  room: z.uuid(),
  /** Of the audience of the step itself. */
  audience: z.uuid(),
  type: z.enum(["gate", "activity", "handover"]),
  /** By language; `text` when somebody typed it. */
  title: z.record(z.string(), z.string()),
  day: z.iso.date(),
  lastDay: z.iso.date().nullable(),
  /** Of an activity and a handover how far it is; of a gate its round: before it is submitted `ahead`, then `open`, then its outcome. */
  state: milestoneState.nullable(),
  path: z.string(),
});
export type ProcessMilestone = z.infer<typeof processMilestone>;
