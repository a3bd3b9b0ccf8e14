import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";

/** How a gate or a handover stands, as far as its reader may know. */
export const standing = z.object({
  id: z.uuid(),
  /** Of a gate: before it is submitted `ahead`, while it is decided `open`, afterwards its outcome. */
  gate: z.enum(["ahead", "open", "go", "conditional", "hold", "rework", "no-go", "no-decision"]).optional(),
  handover: z.enum(["planned", "running", "done"]).optional(),
});
export type Standing = z.infer<typeof standing>;

/** Reads how the gates and handovers of a room stand, as a person. Asked together with the rest: one statement if possible. */
export type StandingSource = (tx: Tx, room: string) => Promise<Standing[]>;

let source: StandingSource = async () => [];

/** Whoever runs gates and handovers tells once, when it is loaded, how they are read; they then have pages of their own. */
export function standingsFrom(read: StandingSource): void {
  source = read;
}

/** How the gates and handovers of a room stand, as far as the one who asks may see it. */
export const standingsOf: StandingSource = (tx, room) => source(tx, room);
