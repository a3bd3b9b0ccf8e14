import { sql } from "kysely";
import type { Tx } from "#platform/database/index.ts";
import type { Closed } from "#platform/pages/index.ts";

/** A revision's file that the virus scanner has not seen although one is set, or in which it found something later. */
export type OpenScan = "waiting" | "infected";

/** What is wrong with a revision's file. Told to who may view it; not to who may only know that it exists. */
export interface Wrong {
  scan: OpenScan | null;
  /** It cannot be opened here. */
  closed: Closed | null;
}

/** The revisions of a document that the actor can see with whose files something is wrong. */
export async function wrongOf(tx: Tx, room: string, document: string): Promise<Map<string, Wrong>> {
  const { rows } = await sql<{ id: string; scan: string; closed: Closed | null }>`
    select id, scan, closed from private.scans_of(${room}, ${document})`.execute(tx);
  return new Map(
    rows.map(({ id, scan, closed }) => [
      id,
      { scan: scan === "waiting" || scan === "infected" ? scan : null, closed },
    ]),
  );
}
