import { sql } from "kysely";
import type { Tx } from "../database/index.ts";
import { type Emitted, entryBody } from "./entry.ts";

export { type Emitted, firstBreak } from "./entry.ts";
export { readLinks } from "./links.ts";
export { readHeads, verifyAll, verifyRoom } from "./verify.ts";
export { emitView } from "./views.ts";

/** Appends entries in the transaction of the command that caused them: one round trip, whatever their number. */
export async function append(
  tx: Tx,
  entries: Emitted[],
  actorId: string | null,
  at = new Date(),
): Promise<void> {
  if (entries.length === 0) return;
  const bodies = entries.map((entry) => entryBody(entry, actorId, at));
  await sql`select private.append_entries(${bodies}::text[])`.execute(tx);
}
export {
  declareRows,
  declareSubject,
  findSubjects,
  isDeclared,
  type Subject,
  titledRows,
} from "./subjects.ts";
