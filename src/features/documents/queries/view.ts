import { sql } from "kysely";
import { z } from "zod";
import { audienceKind, peopleOf } from "#features/rooms/index.ts";
import type { Actor, Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { state } from "../model/fields.ts";
import { revisionLabel } from "../model/labels.ts";
import { levels } from "../model/rights.ts";
import { contentOf } from "../rights.ts";
import { audienceShape, labelShape } from "./shapes.ts";

const input = z.object({ room: z.uuid(), document: z.uuid(), revision: z.uuid() });
const level = z.enum(levels);
const content = z.object({ hash: z.string(), size: z.number(), type: z.string(), name: z.string() });

/** What stands around a revision's pages, and what they are made of. */
export const viewRevision = query({
  name: "documents.view",
  summary:
    "A revision to look at: its document, who sees it, whether it still holds, and its content's name and type",
  http: "GET /rooms/{room}/documents/{document}/revisions/{revision}/view",
  capability: "room.see",
  input,
  output: z.object({
    document: z.object({ id: z.uuid(), number: z.string(), title: z.string(), state }),
    revision: z.object({ id: z.uuid(), label: labelShape, status: state, audience: audienceShape }),
    /** What holds instead, where this one does not any more. */
    current: z.object({ id: z.uuid(), label: labelShape }).nullable(),
    /** There is an earlier revision that it can be compared with. */
    comparable: z.boolean(),
    readers: z.array(z.object({ name: z.string(), company: z.string() })),
    content,
    level,
    /** The moment at which the reader's right ends, if it does. */
    until: z.string().nullable(),
  }),
  async run({ tx, input: wanted }) {
    const found = await contentOf(tx, { ...wanted, need: "view" });
    const row = await viewRow(tx, wanted);
    if (!row) throw notFound();
    const { document_audience: around, audience } = row;
    const place = { audienceId: around.id, audienceKind: audienceKind.parse(around.kind) };
    const labelOf = (ordinal: number, audienceId: string) => revisionLabel({ ordinal, audienceId }, place);
    return {
      document: { id: wanted.document, number: row.number, title: row.title, state: row.state },
      revision: {
        id: wanted.revision,
        label: labelOf(row.ordinal, audience.id),
        status: row.status,
        audience,
      },
      current: row.current && {
        id: row.current.id,
        label: labelOf(row.current.ordinal, row.current.audience),
      },
      comparable: row.comparable,
      readers: await peopleOf(tx, wanted.room, audience.id),
      content: pick(found),
      level: found.rights.level,
      until: found.rights.until,
    };
  },
});

export type ViewedRevision = z.output<(typeof viewRevision)["output"]>;

/** What pages are made of, and what must be on them; asked for each image, so that a right that is gone is gone at once. */
export const pageSource = query({
  name: "documents.page-source",
  summary: "What page images of a revision are made of, and whose name they carry",
  http: "GET /rooms/{room}/documents/{document}/revisions/{revision}/page-source",
  capability: "room.see",
  input,
  output: z.object({
    content,
    level,
    /** The log has a viewing of this revision by the reader, among those who see it now. */
    noted: z.boolean(),
    /** For readers who may not have the original: what is burned into every image. The code is the reader's own. */
    mark: z
      .object({ name: z.string(), company: z.string(), room: z.string(), code: z.string().nullable() })
      .nullable(),
  }),
  async run({ tx, actor, input: wanted }) {
    const [found, row] = await Promise.all([
      contentOf(tx, { ...wanted, need: "view" }),
      readerRow(tx, wanted, actor),
    ]);
    if (!row) throw notFound();
    const { noted, ...mark } = row;
    return {
      content: pick(found),
      level: found.rights.level,
      noted,
      mark: found.rights.level === "original" ? null : mark,
    };
  },
});

export type PageSource = z.output<(typeof pageSource)["output"]>;

const pick = ({ hash, size, type, name }: z.infer<typeof content>) => ({ hash, size, type, name });

interface ViewRow {
  number: string;
  title: string;
  state: z.infer<typeof state>;
  status: z.infer<typeof state>;
  ordinal: number;
  audience: z.infer<typeof audienceShape>;
  document_audience: z.infer<typeof audienceShape>;
  current: { id: string; ordinal: number; audience: string } | null;
  comparable: boolean;
}

async function viewRow(tx: Tx, wanted: z.infer<typeof input>): Promise<ViewRow | undefined> {
  const { rows } = await sql<ViewRow>`
    select d.number, d.title, d.state, r.status, r.ordinal,
      jsonb_build_object('id', ra.id, 'kind', ra.kind, 'name', ra.name) as audience,
      jsonb_build_object('id', da.id, 'kind', da.kind, 'name', da.name) as document_audience,
      case when r.status = 'superseded' then (
        select jsonb_build_object('id', c.id, 'ordinal', c.ordinal, 'audience', c.audience_id) from document_revision c
        where c.room_id = r.room_id and c.document_id = r.document_id and c.status = 'current' and c.audience_id in (r.audience_id, d.audience_id)
        order by (c.audience_id = r.audience_id) desc limit 1) end as current,
      exists (select from document_revision e where e.room_id = r.room_id and e.document_id = r.document_id
        and e.id <> r.id and e.shared_at <= r.shared_at and e.status <> 'withdrawn') as comparable
    from document_revision r
    join document d on d.room_id = r.room_id and d.id = r.document_id
    join audience ra on ra.id = r.audience_id
    join audience da on da.id = d.audience_id
    where r.room_id = ${wanted.room} and r.document_id = ${wanted.document} and r.id = ${wanted.revision}`.execute(
    tx,
  );
  return rows[0];
}

/** Whoever looks at a room as somebody else is named too, and has no code of that person's. */
async function readerRow(tx: Tx, wanted: z.infer<typeof input>, actor: Actor) {
  const viewer = actor.viewerId ?? actor.personId;
  const { rows } = await sql<{
    name: string;
    company: string;
    room: string;
    code: string | null;
    noted: boolean;
  }>`
    select case when v.id = m.id then m.name else v.name || ' / ' || m.name end as name, v.company_name as company, room.code as room,
      private.my_trace(${wanted.room}, ${wanted.revision}) as code,
      exists (
        select from log_entry e join document_revision r on r.room_id = e.room_id and r.id = ${wanted.revision} and r.audience_id = e.audience_id
        where e.room_id = ${wanted.room} and e.subject_id = ${wanted.document} and e.kind = 'document.opened'
          and e.actor_id = ${actor.personId} and e.data ->> 'revisionId' = ${wanted.revision}) as noted
    from member m
    join room on room.id = m.room_id
    join member v on v.room_id = m.room_id and v.id = ${viewer}
    where m.room_id = ${wanted.room} and m.id = ${actor.personId}`.execute(tx);
  return rows[0];
}
