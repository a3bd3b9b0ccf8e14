import { sql } from "kysely";
import type { Tx } from "#platform/database/index.ts";

/** A revision's file that the virus scanner has not seen although one is set, or in which it found something later. */
export type OpenScan = "waiting" | "infected";

/** Those among the revisions of a document that the actor can see. */
export async function scansOf(tx: Tx, room: string, document: string): Promise<Map<string, OpenScan>> {
  const { rows } = await sql<{
    id: string;
    scan: OpenScan;
  }>`select id, scan from private.scans_of(${room}, ${document})`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.scan]));
}
