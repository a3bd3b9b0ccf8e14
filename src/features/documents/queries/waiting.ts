import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { daysLate } from "../expected/queries.ts";
import { audienceShape } from "./shapes.ts";

/** A document that waits for somebody: asked for, to be approved by the other side, or by a lead before it is shared. */
export const documentWaiting = z.object({
  room: z.object({ id: z.uuid(), name: z.string() }),
  kind: z.enum(["expected", "approval", "sharing"]),
  id: z.uuid(),
  /** Its screen, below the room's address. */
  path: z.string(),
  title: z.string(),
  note: z.string(),
  audience: audienceShape,
  /** For whom: people, or a partner's company; a side when nobody is named. */
  people: z.array(z.string()),
  side: z.string(),
  mine: z.boolean(),
  due: z.string().nullable(),
  /** Days late. */
  late: z.int(),
});
export type DocumentWaiting = z.infer<typeof documentWaiting>;

/**
 * Documents that wait in the rooms that are the asker's (or in one of them): those that somebody was asked for (a side that
 * is asked: for everyone of it who works; among partners for the company that is), revisions that were given out for approval across
 * the line and of which nobody has said anything before all who see them, for those of the other side who may, and requests to share,
 * for the leads of the side. One statement.
 */
export async function documentsWaiting(
  tx: Tx,
  person: string,
  now = new Date(),
  room?: string,
): Promise<DocumentWaiting[]> {
  const { rows } = await sql<Omit<DocumentWaiting, "late" | "path">>`
    with rooms as (
      select me.room_id, me.side, me.role, r.name from member me join room r on r.id = me.room_id
      where me.id = ${person} and me.left_at is null ${room ? sql`and me.room_id = ${room}` : sql``}
    )
    select jsonb_build_object('id', s.room_id, 'name', s.name) as room, 'expected' as kind, x.id, x.title, x.note, x.due,
      jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as audience, x.asked_side as side,
      case when p.id is not null then array[p.name] when x.asked_company is not null then array[x.asked_company] else '{}' end as people,
      coalesce(x.asked_person = ${person}, o.mine and s.role in ('lead', 'contributor', 'specialist')) as mine
    from rooms s join expected_document x on x.room_id = s.room_id and x.state = 'open'
      join audience a on a.id = x.audience_id
      left join member p on p.room_id = x.room_id and p.id = x.asked_person
      cross join lateral (select private.asked_of_mine(x.room_id, x.asked_side, x.asked_company, x.asked_host, x.asked_person) as mine,
        private.asked_by_mine(x.room_id, x.side, x.asked_by) as asks) o
    where o.mine or o.asks
    union all
    select jsonb_build_object('id', s.room_id, 'name', s.name), 'approval', d.id, d.title, m.name, null::date,
      jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name), case d.side when 'seller' then 'buyer' else 'seller' end, '{}',
      s.side <> d.side and s.side in ('seller', 'buyer') and s.role in ('lead', 'contributor', 'approver')
        and private.may_approve_document(d.room_id, d.id)
    from rooms s join document_revision v on v.room_id = s.room_id and v.purpose = 'approval' and v.status = 'current'
      join document d on d.room_id = v.room_id and d.id = v.document_id and d.audience_id = v.audience_id and d.state = 'current'
      join audience a on a.id = v.audience_id
      join member m on m.room_id = v.room_id and m.id = v.shared_by
    where private.is_across(v.audience_id) and not exists (
      select from document_approval p where p.room_id = v.room_id and p.revision_id = v.id and p.audience_id = v.audience_id)
    union all
    select jsonb_build_object('id', s.room_id, 'name', s.name), 'sharing', q.id, q.title, m.name, null::date,
      jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name), q.side,
      coalesce((select array_agg(l.name order by l.name) from member l where l.room_id = q.room_id and l.side = q.side and l.role = 'lead' and l.left_at is null), '{}'),
      s.role = 'lead'
    from rooms s join sharing_request q on q.room_id = s.room_id and q.state = 'waiting' and q.side = s.side
      join audience a on a.id = q.audience_id
      join member m on m.room_id = q.room_id and m.id = q.asked_by`.execute(tx);
  const today = now.toISOString().slice(0, 10);
  return rows
    .map((row) => ({
      ...row,
      path: `documents/${{ expected: "expected/", approval: "", sharing: "sharing/" }[row.kind]}${row.id}`,
      late: daysLate(row.due, today),
    }))
    .sort(
      (a, b) => b.late - a.late || (a.due ?? "9").localeCompare(b.due ?? "9") || a.id.localeCompare(b.id),
    );
}
