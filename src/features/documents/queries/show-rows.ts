import { sql } from "kysely";
import type { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import type { category, discipline, documentLanguage } from "../model/fields.ts";
import type { State } from "../model/lists.ts";
import type { audienceShape, sideShape } from "./shapes.ts";

type Audience = z.infer<typeof audienceShape>;

export interface RevisionRow {
  id: string;
  ordinal: number;
  audience: Audience;
  status: State;
  reason: string;
  note: string;
  at: string;
  by: string;
  size: number;
  type: string;
  extension: string;
  version: number;
  approvals: { person: { id: string; name: string }; at: string; note: string; audience: Audience }[] | null;
}

export interface MemoryRow {
  kind: "number" | "draft" | "file";
  revision: string | null;
  text: string;
  note: string;
  audience: Audience;
}

interface DocumentRow {
  id: string;
  number: string;
  title: string;
  category: z.infer<typeof category>;
  discipline: z.infer<typeof discipline> | null;
  language: z.infer<typeof documentLanguage> | null;
  artefact: string | null;
  side: z.infer<typeof sideShape>;
  state: State;
  reason: string;
  version: number;
  audience: Audience;
  shared_at: Date;
  shared_by: string;
  code: string;
  replaced_by: { id: string; number: string; title: string } | null;
  revisions: RevisionRow[] | null;
  memory: MemoryRow[] | null;
}

const audienceJson = (table: string) =>
  sql.raw(`jsonb_build_object('id', ${table}.id, 'kind', ${table}.kind, 'name', ${table}.name)`);

/** A document with everything that hangs on it, in one statement. Revisions: the document's own audience first, newest first. */
export async function documentRow(tx: Tx, room: string, document: string): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`
    select d.id, d.number, d.title, d.category, d.discipline, d.language, (select min(x.artefact) from document_artefact x where x.room_id = d.room_id and x.document_id = d.id) as artefact, d.side, d.state, d.reason, d.version, d.shared_at,
      m.name as shared_by, room.code, ${audienceJson("a")} as audience,
      (select jsonb_build_object('id', o.id, 'number', o.number, 'title', o.title) from document o
       where o.room_id = d.room_id and o.id = d.replaced_by) as replaced_by,
      (select jsonb_agg(jsonb_build_object('id', r.id, 'ordinal', r.ordinal, 'audience', ${audienceJson("ra")}, 'status', r.status,
          'reason', r.reason, 'note', r.note, 'at', r.shared_at, 'by', rm.name, 'size', r.size, 'type', r.type, 'extension', r.extension,
          'version', r.version, 'approvals', (
            select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', pm.id, 'name', pm.name), 'at', p.at, 'note', p.note,
              'audience', ${audienceJson("pa")}) order by p.at)
            from document_approval p join audience pa on pa.id = p.audience_id join member pm on pm.room_id = p.room_id and pm.id = p.person_id
            where p.room_id = r.room_id and p.revision_id = r.id))
          order by (r.audience_id = d.audience_id) desc, r.shared_at desc, r.ordinal desc)
       from document_revision r join audience ra on ra.id = r.audience_id join member rm on rm.room_id = r.room_id and rm.id = r.shared_by
       where r.room_id = d.room_id and r.document_id = d.id) as revisions,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'revision', e.revision_id, 'text', e.text, 'note', e.note,
          'audience', ${audienceJson("ea")}) order by e.at)
       from document_memory e join audience ea on ea.id = e.audience_id
       where e.room_id = d.room_id and e.document_id = d.id) as memory
    from document d
    join audience a on a.id = d.audience_id
    join room on room.id = d.room_id
    join member m on m.room_id = d.room_id and m.id = d.shared_by
    where d.room_id = ${room} and d.id = ${document}`.execute(tx);
  return rows[0];
}

/** The newest entries of the room log about a document: 200 readings, 100 others. `mine`: of the asker's own reading. */
export async function entriesOf(tx: Tx, room: string, document: string, me: string) {
  const reads = sql`('document.downloaded', 'document.opened')`;
  const some = (condition: ReturnType<typeof sql>, limit: number) => sql`(
    select e.at, e.kind, e.data, e.actor_id, e.audience_id, e.seq from log_entry e
    where e.room_id = ${room} and e.subject_id = ${document} and e.kind ${condition} order by e.at desc, e.seq desc limit ${limit})`;
  const { rows } = await sql<{
    at: Date;
    kind: string;
    data: Record<string, unknown>;
    audience: Audience;
    actor_id: string | null;
    by: string | null;
    company: string;
  }>`
    select e.at, e.kind, e.data, e.actor_id, ${audienceJson("a")} as audience, m.name as by, coalesce(m.company_name, '') as company
    from (${some(sql`in ${reads}`, 200)} union all ${some(sql`not in ${reads}`, 100)}) e
    join audience a on a.id = e.audience_id
    left join member m on m.room_id = ${room} and m.id = e.actor_id
    order by e.at desc, e.seq desc`.execute(tx);
  return rows.map(({ actor_id, ...row }) => ({ ...row, at: row.at.toISOString(), mine: actor_id === me }));
}
