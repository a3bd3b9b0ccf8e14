import { z } from "zod";

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
  done: z.boolean(),
  path: z.string(),
});
export type ProcessMilestone = z.infer<typeof processMilestone>;
