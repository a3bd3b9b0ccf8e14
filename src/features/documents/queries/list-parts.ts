import { type RawBuilder, sql } from "kysely";
import type { sorts } from "../model/lists.ts";
import { usualCategories } from "../model/usual-categories.ts";

/** The commercial area after everything else; the shelves in the order of the room's categories, others as usual after them. */
export const sectionOrder = sql`(case when a.kind = 'commercial' then 100000000 else 0 end
  + coalesce(shelf.position, 10000000 + coalesce(array_position(${usualCategories.map(({ key }) => key)}::text[], split_part(d.category, '.', 1)), 99)))`;

/** Sort keys are compared byte by byte, so that a page always goes on where the last one ended. */
export function orderKey(sort: (typeof sorts)[number]): RawBuilder<string> {
  const number = sql<string>`d.prefix || to_char(d.ordinal, 'FM0000000000')`;
  if (sort === "title") return sql`lower(d.title)`;
  // Newest first: the distance to a day that none of us will see.
  if (sort === "newest")
    return sql`to_char(9999999999999 - extract(epoch from greatest(d.shared_at, r.newest)) * 1000, 'FM0000000000000')`;
  return number;
}

/** How a document stands, as model/status.ts says it. */
export const statusOrder = (today: string) => sql`(case
  when d.state <> 'current' then d.state
  when d.valid_until < ${today}::date then 'ended'
  when r.refused then 'not-approved'
  when r.commented then 'approved-with-comments'
  when r.decided then 'approved'
  when a.kind in ('seller', 'buyer') then 'draft'
  when r.purpose in ('comment', 'approval', 'as-built') then r.purpose
  else 'current' end)`;

/** Whether the revision that stands before all who see the document was decided on before them, and whether anybody had comments or said no. */
const decided = (room: string) => {
  const among = (outcome: RawBuilder<unknown>) =>
    sql`coalesce(bool_or(v.audience_id = d.audience_id and v.id in (select p.revision_id from document_approval p where p.room_id = ${room} and p.audience_id = v.audience_id${outcome})), false)`;
  return sql`${among(sql``)} as decided, ${among(sql` and p.outcome = 'approved-with-comments'`)} as commented, ${among(sql` and p.outcome = 'not-approved'`)} as refused`;
};

/** What all documents of a room are filtered and ordered by when the question needs their revisions; approvals only for a status. */
export const standing = (room: string, approvals: boolean) => sql`
  select v.document_id, max(v.shared_at) as newest, array_agg(v.purpose) as purposes,
    max(v.purpose) filter (where v.audience_id = d.audience_id) as purpose,
    ${approvals ? decided(room) : sql`false as decided, false as commented, false as refused`}
  from (select distinct on (document_id, audience_id) id, document_id, audience_id, status, purpose, shared_at
    from document_revision where room_id = ${room} order by document_id, audience_id, ordinal desc) v
  join document d on d.room_id = ${room} and d.id = v.document_id
  where v.status <> 'superseded'
  group by v.document_id`;

/**
 * The revisions of one page: in each audience that the reader is in the one that stands, the document's own audience first. Only
 * the page's own rows are looked at, however many the room has.
 */
export const stood = (room: string) => sql`
  select v.document_id, jsonb_agg(jsonb_build_object('id', v.id, 'ordinal', v.ordinal, 'status', v.status, 'purpose', v.purpose, 'size', f.size, 'extension', f.extension,
      'at', v.shared_at, 'by', w.name, 'audience', jsonb_build_object('id', va.id, 'kind', va.kind, 'name', va.name))
      order by (v.audience_id = o.audience_id) desc, v.shared_at desc) as revisions,
    max(v.purpose) filter (where v.audience_id = o.audience_id) as purpose,
    max(v.shared_at) filter (where v.shared_by <> private.me()) as newest_of_others,
    bool_or(v.audience_id = o.audience_id and p.outcomes is not null) as decided,
    bool_or(v.audience_id = o.audience_id and 'approved-with-comments' = any (p.outcomes)) as commented,
    bool_or(v.audience_id = o.audience_id and 'not-approved' = any (p.outcomes)) as refused
  from (select distinct on (document_id, audience_id) id, document_id, audience_id, ordinal, status, purpose, shared_at, shared_by
    from document_revision where room_id = ${room} and document_id = any (array(select id from page)) order by document_id, audience_id, ordinal desc) v
  join document o on o.room_id = ${room} and o.id = v.document_id
  left join private.facts_among(${room}, array(select id from page)) f on f.revision_id = v.id
  join audience va on va.id = v.audience_id
  join member w on w.room_id = ${room} and w.id = v.shared_by
  -- What was said before all who see the revision; what a side says inside itself is told on the document.
  cross join lateral (select array_agg(s.outcome) as outcomes from document_approval s
    where s.room_id = ${room} and s.revision_id = v.id and s.audience_id = v.audience_id) p
  where v.status <> 'superseded'
  group by v.document_id`;

/** What one page shows of its documents, with how far the reader may go. */
export const told = (room: string, today: string) => sql`
  select page.section, page.key, d.*, a.kind, a.name, r.revisions, coalesce(r.decided and not r.refused, false) as approved,
    coalesce(l.level, 1) as level, coalesce(l.may_revise, false) as may_revise, coalesce(l.may_approve, false) as may_approve,
    l.until, coalesce(l.bound, false) as bound, coalesce(r.newest_of_others > since.at, false) as is_new, m.name as responsible_name, ${statusOrder(today)} as status
  from page
  cross join since
  join document d on d.room_id = ${room} and d.id = page.id
  join audience a on a.id = d.audience_id
  left join private.levels_among(${room}, array(select id from page)) l on l.document_id = d.id
  left join member m on m.room_id = d.room_id and m.id = d.responsible
  left join stood r on r.document_id = d.id`;

/** A document is found by the number it had backstage, by those who knew it there. */
export const earlierNumber = (text: string) =>
  sql`exists (select from document_memory e where e.room_id = d.room_id and e.document_id = d.id and e.kind = 'number' and lower(e.text) = lower(${text}))`;
