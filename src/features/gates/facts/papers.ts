import { sql } from "kysely";
import { artefactDocuments } from "#features/documents/index.ts";
import type { Tx } from "#platform/database/index.ts";
import type { Work } from "#platform/operations/index.ts";

/** A document that stands for an artefact of the process. */
export interface ArtefactDocument {
  id: string;
  artefact: string;
  title: string;
  approved: boolean;
}

/**
 * The documents on which a gate can rest: only those that the supplier's whole team sees. A group of chosen people keeps
 * its papers to itself, so that everyone who decides judges by the same things and no title reaches a colleague by a gate.
 */
export async function papersOf(
  work: Omit<Work<unknown>, "input" | "prepared">,
  room: string,
): Promise<ArtefactDocument[]> {
  const { documents } = await artefactDocuments.run({ ...work, prepared: undefined, input: { room } });
  return documents.flatMap((one) =>
    one.artefact && one.state === "current" && one.audience.kind !== "custom"
      ? [
          {
            id: one.id,
            artefact: one.artefact,
            title: `${one.number} ${one.title}`,
            approved: one.approved,
          },
        ]
      : [],
  );
}

/** The revision that stands of each document: the newest that holds, as those who see the document have it. */
export async function standingRevisions(tx: Tx, room: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, { title: string; hash: string; revision: string }>();
  const { rows } = await sql<{ id: string; title: string; hash: string; revision: string }>`
    select distinct on (d.id) d.id, d.number || ' ' || d.title as title, h.hash, v.id as revision
    from document d
    join audience a on a.id = d.audience_id
    join document_revision v on v.room_id = d.room_id and v.document_id = d.id and v.status = 'current'
    cross join lateral private.revision_hash(d.room_id, v.id) h (hash)
    where d.room_id = ${room} and d.state = 'current' and a.kind <> 'custom' and d.id = any (${ids}::uuid[]) and h.hash is not null
    order by d.id, (v.audience_id = d.audience_id) desc, v.shared_at desc, v.ordinal desc`.execute(tx);
  return new Map(rows.map(({ id, ...rest }) => [id, rest]));
}
