import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import type { discipline, documentLanguage, level } from "../model/fields.ts";
import type { Outcome, Purpose, State } from "../model/lists.ts";
import type { audienceShape, sideShape } from "./shapes.ts";

type Audience = z.infer<typeof audienceShape>;

/** What may become of a comment on a page. */
export const commentStep = z.enum(["made", "open", "answered", "accepted", "rejected", "closed"]);

export interface RevisionRow {
  id: string;
  ordinal: number;
  audience: Audience;
  status: State;
  reason: string;
  purpose: Purpose;
  /** Notes and what the file is like: null to who may only know that it exists. */
  note: string | null;
  at: string;
  by: string;
  by_id: string;
  company: string;
  by_side: string | null;
  size: number | null;
  type: string | null;
  extension: string | null;
  version: number;
  may_approve: boolean;
  approvals:
    | {
        person: { id: string; name: string };
        outcome: Outcome;
        at: string;
        note: string | null;
        audience: Audience;
      }[]
    | null;
}

export interface MemoryRow {
  kind: "number" | "draft" | "file";
  revision: string | null;
  text: string;
  note: string | null;
  audience: Audience;
}

interface DocumentRow {
  id: string;
  number: string;
  title: string;
  category: string;
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
  valid_until: string | null;
  responsible: { id: string; name: string } | null;
  level: number;
  may_revise: boolean;
  may_approve: boolean;
  until: Date | null;
  bound: boolean;
  given: GivenRow[] | null;
  revisions: RevisionRow[] | null;
  memory: MemoryRow[] | null;
}

/** A right that somebody has been given, as far as the reader may know of it. */
export interface GivenRow {
  side: z.infer<typeof sideShape> | null;
  audience: Audience | null;
  level: z.infer<typeof level>;
  may_revise: boolean;
  may_approve: boolean;
  until: string | null;
}

const audienceJson = (table: string) =>
  sql.raw(`jsonb_build_object('id', ${table}.id, 'kind', ${table}.kind, 'name', ${table}.name)`);

/** A document with everything that hangs on it, in one statement. Revisions: the document's own audience first, newest first. */
export async function documentRow(tx: Tx, room: string, document: string): Promise<DocumentRow | undefined> {
  const { rows } = await sql<DocumentRow>`
    with facts as materialized (select * from private.revision_facts(${room}, ${document})),
    notes as materialized (select * from private.document_notes(${room}, ${document}))
    select d.valid_until, l.level, l.may_revise, l.may_approve, l.until, l.bound,
      (select jsonb_build_object('id', pm.id, 'name', pm.name) from member pm where pm.room_id = d.room_id and pm.id = d.responsible) as responsible,
      (select jsonb_agg(jsonb_build_object('side', g.holder_side, 'audience', case when ga.id is not null then ${audienceJson("ga")} end,
          'level', g.level, 'may_revise', g.may_revise, 'may_approve', g.may_approve, 'until', g.until) order by g.holder_side, ga.name)
       from document_right g left join audience ga on ga.id = g.holder_audience
       where g.room_id = d.room_id and g.document_id = d.id) as given,
      d.id, d.number, d.title, d.category, d.discipline, d.language, (select min(x.artefact) from document_artefact x where x.room_id = d.room_id and x.document_id = d.id) as artefact, d.side, d.state, d.reason, d.version, d.shared_at,
      m.name as shared_by, room.code, ${audienceJson("a")} as audience,
      (select jsonb_build_object('id', o.id, 'number', o.number, 'title', o.title) from document o
       where o.room_id = d.room_id and o.id = d.replaced_by) as replaced_by,
      (select jsonb_agg(jsonb_build_object('id', r.id, 'ordinal', r.ordinal, 'audience', ${audienceJson("ra")}, 'status', r.status,
          'reason', r.reason, 'purpose', r.purpose, 'note', rn.note, 'at', r.shared_at, 'by', rm.name, 'by_id', rm.id, 'company', rm.company_name, 'by_side', r.by_side,
          'size', f.size, 'type', f.type, 'extension', f.extension,
          'may_approve', r.status = 'current' and private.may_approve_before(r.room_id, r.document_id, r.audience_id),
          'version', r.version, 'approvals', (
            select jsonb_agg(jsonb_build_object('person', jsonb_build_object('id', pm.id, 'name', pm.name), 'outcome', p.outcome, 'at', p.at, 'note', pn.note,
              'audience', ${audienceJson("pa")}) order by p.at)
            from document_approval p left join notes pn on pn.id = p.id join audience pa on pa.id = p.audience_id join member pm on pm.room_id = p.room_id and pm.id = p.person_id
            where p.room_id = r.room_id and p.revision_id = r.id))
          order by (r.audience_id = d.audience_id) desc, r.shared_at desc, r.ordinal desc)
       from document_revision r left join facts f on f.revision_id = r.id left join notes rn on rn.id = r.id join audience ra on ra.id = r.audience_id join member rm on rm.room_id = r.room_id and rm.id = r.shared_by
       where r.room_id = d.room_id and r.document_id = d.id) as revisions,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'revision', e.revision_id, 'text', e.text, 'note', en.note,
          'audience', ${audienceJson("ea")}) order by e.at)
       from document_memory e left join notes en on en.id = e.id join audience ea on ea.id = e.audience_id
       where e.room_id = d.room_id and e.document_id = d.id) as memory
    from document d
    join private.document_levels(${room}, ${document}) l on l.document_id = d.id
    join audience a on a.id = d.audience_id
    join room on room.id = d.room_id
    join member m on m.room_id = d.room_id and m.id = d.shared_by
    where d.room_id = ${room} and d.id = ${document}`.execute(tx);
  return rows[0];
}

/** Of each person of the other sides who sees the document: the newest of its revisions that they opened or downloaded. */
export async function heldRows(tx: Tx, room: string, document: string): Promise<HeldRow[]> {
  const { rows } = await sql<HeldRow>`
    with took as (
      select distinct on (e.actor_id) e.actor_id, e.kind, e.at, r.ordinal, r.audience_id, r.status
      from log_entry e
      join document d on d.room_id = e.room_id and d.id = e.subject_id
      join document_revision r on r.room_id = e.room_id and r.id = (e.data ->> 'revisionId')::uuid and r.audience_id = d.audience_id
      where e.room_id = ${room} and e.subject_id = ${document} and e.kind in ('document.opened', 'document.viewed', 'document.downloaded')
      order by e.actor_id, r.ordinal desc, e.kind = 'document.downloaded' desc, e.at desc
    )
    select m.name, m.company_name as company, m.side, t.kind, t.at, t.ordinal, t.audience_id, t.status
    from document d
    join member m on m.room_id = d.room_id and m.side <> d.side
    left join took t on t.actor_id = m.id
    where d.room_id = ${room} and d.id = ${document}
      and (t.actor_id is not null or exists (select from audience_person ap where ap.audience_id = d.audience_id and ap.person_id = m.id))
    order by m.side, m.company_name, m.name`.execute(tx);
  return rows;
}

export interface HeldRow {
  name: string;
  company: string;
  side: z.infer<typeof sideShape>;
  kind: string | null;
  at: Date | null;
  ordinal: number | null;
  audience_id: string | null;
  status: State | null;
}

/** Who opened or downloaded which revision, first and last: the 200 of them that did it most lately. */
export async function readingsOf(tx: Tx, room: string, document: string) {
  const { rows } = await sql<{
    kind: "document.opened" | "document.downloaded";
    data: Record<string, unknown>;
    audience: Audience;
    by: string;
    company: string;
    first: Date;
    last: Date;
  }>`
    with reading as (
      select e.kind, e.actor_id, e.data ->> 'revisionId' as revision, e.data ->> 'draft' as draft,
        (array_agg(e.data order by e.at desc, e.seq desc))[1] as data,
        (array_agg(e.audience_id order by e.at, e.seq))[1] as audience_id, min(e.at) as first, max(e.at) as last
      from log_entry e
      where e.room_id = ${room} and e.subject_id = ${document} and e.kind in ('document.opened', 'document.downloaded')
      group by 1, 2, 3, 4
    )
    select e.kind, e.data, ${audienceJson("a")} as audience, m.name as by, m.company_name as company, e.first, e.last
    from reading e
    join audience a on a.id = e.audience_id
    join member m on m.room_id = ${room} and m.id = e.actor_id
    order by e.last desc, m.name, e.kind limit 200`.execute(tx);
  return rows.map((row) => ({ ...row, first: row.first.toISOString(), last: row.last.toISOString() }));
}

/** The steps of the comments on a document's pages that the reader sees, the latest first, at most a hundred. */
export async function stepsOf(tx: Tx, room: string, document: string) {
  const { rows } = await sql<{
    at: Date;
    step: string;
    reason: string | null;
    comment: string;
    audience: Audience;
    by: string;
  }>`
    select s.at, s.step, s.reason, s.comment, ${audienceJson("a")} as audience, p.name as by
    from (
      select m.made_at as at, 'made' as step, null as reason, m.id as comment, m.audience_id, m.author_id as person_id
      from markup m where m.room_id = ${room} and m.document_id = ${document}
      union all
      select t.at, t.state, t.reason, t.markup_id, t.audience_id, t.person_id
      from markup_settlement t join markup m on m.room_id = t.room_id and m.id = t.markup_id
      where t.room_id = ${room} and m.document_id = ${document}
      order by 1 desc limit 100
    ) s
    join audience a on a.id = s.audience_id
    join member p on p.room_id = ${room} and p.id = s.person_id
    order by s.at desc, s.comment, s.step`.execute(tx);
  // Where a comment lies now and how it begins is known to those who keep comments.
  const comments = await findSubjects(
    tx,
    room,
    rows.map((row) => ({ type: "markup", id: row.comment })),
  );
  return rows.flatMap(({ comment, at, step, ...row }) => {
    const found = comments.get(comment);
    return found
      ? [
          {
            ...row,
            at: at.toISOString(),
            step: commentStep.parse(step),
            words: found.words ?? "",
            path: found.path,
          },
        ]
      : [];
  });
}

/** The newest 100 entries of the room log about a document, without readings. */
export async function entriesOf(tx: Tx, room: string, document: string) {
  const { rows } = await sql<{
    at: Date;
    kind: string;
    data: Record<string, unknown>;
    audience: Audience;
    by: string | null;
    company: string;
  }>`
    select e.at, e.kind, e.data, ${audienceJson("a")} as audience, m.name as by, coalesce(m.company_name, '') as company
    from (select * from log_entry x
      where x.room_id = ${room} and x.subject_id = ${document} and x.kind not in ('document.downloaded', 'document.opened')
      order by x.at desc, x.seq desc limit 100) e
    join audience a on a.id = e.audience_id
    left join member m on m.room_id = ${room} and m.id = e.actor_id
    order by e.at desc, e.seq desc`.execute(tx);
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
