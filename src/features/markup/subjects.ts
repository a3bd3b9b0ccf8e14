import { sql } from "kysely";
import { revisionLabel } from "#features/documents/index.ts";
import { audienceKind } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { declareSubject, type Subject } from "#platform/roomlog/index.ts";

interface Row {
  id: string;
  thread: string;
  audience: string;
  document: string;
  ordinal: number;
  number: string;
  title: string;
  revision: string;
  page: number | null;
  text: string;
  kind: string;
  state: string;
  /** Of the revision it lies on, where the reader sees it. */
  label: { ordinal: number; audienceId: string; around: string; kind: string } | null;
}

/** So much of a comment is told where it is spoken of. */
const BEGINNING = 80;

/**
 * Comments by their own ids or by those of their threads, each on the newest revision on which the reader knows its place.
 * On none, the one it was made on.
 */
async function find(tx: Tx, room: string, by: "id" | "thread_id", ids: string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select m.id, m.thread_id as thread, m.audience_id as audience, m.document_id as document, m.ordinal, d.number, d.title,
      coalesce(p.revision_id, m.revision_id) as revision, p.page, first.text, m.kind, m.state,
      case when on_it.id is not null then jsonb_build_object('ordinal', on_it.ordinal, 'audienceId', on_it.audience_id,
        'around', d.audience_id, 'kind', (select a.kind from audience a where a.id = d.audience_id)) end as label
    from markup m
    join document d on d.room_id = m.room_id and d.id = m.document_id
    join message first on first.room_id = m.room_id and first.thread_id = m.thread_id and first.place = 1
    left join lateral (
      select p.revision_id, p.page from markup_place p
      join document_revision r on r.room_id = p.room_id and r.id = p.revision_id
      where p.room_id = m.room_id and p.markup_id = m.id and p.page is not null and r.status <> 'withdrawn'
      order by (r.status = 'current') desc, r.shared_at desc, p.placed_at desc limit 1
    ) p on true
    left join document_revision on_it on on_it.room_id = m.room_id and on_it.id = coalesce(p.revision_id, m.revision_id)
    where m.room_id = ${room} and ${sql.ref(`m.${by}`)} = any (${ids}::uuid[])`.execute(tx);
  return rows;
}

const told = (room: string, row: Row): Omit<Subject, "id"> => ({
  audience: row.audience,
  title: `${row.number} ${row.title}`,
  path: `/rooms/${room}/documents/${row.document}/revisions/${row.revision}/view?page=${(row.page ?? 0) + 1}&comment=${row.id}#c-${row.id}`,
  values: { ordinal: row.ordinal, page: (row.page ?? -1) + 1 },
  words: beginning(row.text),
  mark: {
    kind: row.kind,
    state: row.state,
    revision:
      row.label &&
      revisionLabel(row.label, {
        audienceId: row.label.around,
        audienceKind: audienceKind.parse(row.label.kind),
      }),
  },
});

function beginning(text: string): string {
  const plain = text
    .replace(/@\[[0-9a-f-]{36}\]/g, "@…")
    .replace(/\s+/g, " ")
    .trim();
  return plain.length > BEGINNING ? `${plain.slice(0, BEGINNING).trimEnd()}…` : plain;
}

declareSubject("markup", async (tx, room, ids) =>
  (await find(tx, room, "id", ids)).map((row) => ({ id: row.id, ...told(room, row) })),
);

/** What a thread is about when it is a comment on a page; conversations ask by the thread. */
declareSubject("thread-place", async (tx, room, ids) =>
  (await find(tx, room, "thread_id", ids)).map((row) => ({
    id: row.thread,
    as: { type: "markup", id: row.id },
    ...told(room, row),
  })),
);
