import { sql } from "kysely";
import type { Tx } from "../database/index.ts";

interface Kept {
  body: string;
  at: Date;
  actor_id: string | null;
  kind: string;
  subject_type: string;
  subject_id: string | null;
}

/**
 * One link of a chain as its reader may have it. An entry about what its reader may not view at present is withheld: its hash
 * stays, so that the chain can be walked past it, and the database says whether that follows from the link before.
 */
export type Link = { seq: number; hash: Buffer } & (Kept | { body: null; sound: boolean });

/** The links of one chain after `after` and up to `upto`, in order, at most `most`. */
export async function readLinks(
  tx: Tx,
  chain: { room: string; audience: string; after: number; upto: number },
  most: number,
): Promise<Link[]> {
  const { room, audience, after, upto } = chain;
  const { rows } = await sql<Link>`
    select e.seq, e.hash, e.body, e.at, e.actor_id, e.kind, e.subject_type, e.subject_id, null::boolean as sound from log_entry e
    where e.room_id = ${room} and e.audience_id = ${audience} and e.seq > ${after} and e.seq <= ${upto}
    union all
    select w.seq, w.hash, null, null, null, null, null, null, w.sound from private.withheld_links(${room}, ${audience}, ${after}, ${upto}) w
    order by seq limit ${most}`.execute(tx);
  return rows;
}
