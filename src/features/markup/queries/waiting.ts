import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";

/** A comment that somebody is asked to answer. */
export const commentWaiting = z.object({
  id: z.uuid(),
  room: z.object({ id: z.uuid(), name: z.string() }),
  audience: z.object({ id: z.uuid(), kind: z.string(), name: z.string() }),
  ordinal: z.int(),
  /** Number and title of the document. */
  document: z.string(),
  path: z.string(),
  due: z.iso.date().nullable(),
  /** Whole days past the due day; 0 when it is not late. */
  late: z.int(),
});
export type CommentWaiting = z.infer<typeof commentWaiting>;

/** Open comments that a person is asked to answer, in one room or in all, the most urgent first. */
export async function commentsWaiting(
  tx: Tx,
  me: string,
  now: Date,
  room?: string,
): Promise<CommentWaiting[]> {
  const { rows } = await sql<CommentWaiting>`
    select m.id, json_build_object('id', r.id, 'name', r.name) as room, json_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as audience,
      m.ordinal, d.number || ' ' || d.title as document, to_char(m.due_on, 'YYYY-MM-DD') as due, greatest(0, ${now}::date - m.due_on)::int as late,
      '/rooms/' || m.room_id || '/documents/' || m.document_id || '/revisions/' || coalesce(p.revision_id, m.revision_id)
        || '/view?page=' || coalesce(p.page, 0) + 1 || '&comment=' || m.id || '#c-' || m.id as path
    from markup m
    join document d on d.room_id = m.room_id and d.id = m.document_id
    join audience a on a.id = m.audience_id
    join room r on r.id = m.room_id
    join message first on first.room_id = m.room_id and first.thread_id = m.thread_id and first.place = 1
    left join lateral (
      select p.revision_id, p.page from markup_place p join document_revision v on v.room_id = p.room_id and v.id = p.revision_id
      where p.room_id = m.room_id and p.markup_id = m.id and p.page is not null and v.status = 'current'
      order by v.shared_at desc limit 1
    ) p on true
    where m.assigned_to = ${me} and m.state = 'open' and d.state = 'current' and first.withdrawn_at is null
      ${room ? sql`and m.room_id = ${room}` : sql``}
    order by m.due_on nulls last, m.made_at limit 100`.execute(tx);
  return rows.map((row) => ({ ...row, late: row.late ?? 0 }));
}
