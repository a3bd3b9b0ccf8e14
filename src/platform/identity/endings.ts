import { databasePool } from "../database/system.ts";
import { log } from "../log.ts";

const coalesceMs = 20;
const waiting = new Set<string>();
let timer: NodeJS.Timeout | undefined;

/**
 * Tells every process, after the commit, that sessions of a person have ended, so that open streams close at once. Collected
 * for a moment, since NOTIFY takes a lock of the whole database; a lost announcement is made good by the streams' own check.
 */
export function announceEnded(personId: string): void {
  waiting.add(personId);
  if (!timer) timer = setTimeout(announce, coalesceMs);
}

async function announce(): Promise<void> {
  timer = undefined;
  const people = [...waiting];
  waiting.clear();
  try {
    await databasePool().query(
      "select pg_notify('frontstage_session', person) from unnest($1::text[]) as person",
      [people],
    );
  } catch (error) {
    log().warn({ err: error }, "announcing ended sessions failed; streams find out by themselves");
  }
}
