import type { Act } from "../act.ts";
import { account, goodbye } from "./account.ts";
import { activity } from "./activity.ts";
import { conversations } from "./conversations.ts";
import { deployment } from "./deployment.ts";
import { documents } from "./documents.ts";
import { gates } from "./gates.ts";
import { markup } from "./markup.ts";
import { process } from "./process.ts";
import { rooms } from "./rooms.ts";
import { schedule } from "./schedule.ts";
import { sendings } from "./sendings.ts";

/**
 * The story in which every operation is carried out at least once, in order. Whoever adds an operation adds a row to its
 * feature's file; the matrix fails until then.
 */
export const acts: Act[] = [
  ...account,
  ...deployment,
  ...rooms,
  ...process,
  ...documents,
  ...sendings,
  ...gates,
  ...conversations,
  ...markup,
  ...schedule,
  ...activity,
  ...goodbye,
];
