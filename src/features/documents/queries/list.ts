import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { categoriesOf, shelvesShape } from "../categories.ts";
import {
  category,
  categoryOrShelf,
  discipline,
  documentLanguage,
  purpose,
  state,
  status,
} from "../model/fields.ts";
import { revisionLabel } from "../model/labels.ts";
import { sorts } from "../model/lists.ts";
import { rightsFrom } from "../rights.ts";
import { newSince } from "../visits.ts";
import { type Place, readCursor, writeCursor } from "./cursor.ts";
import { earlierNumber, orderKey, sectionOrder, standing, statusOrder, stood, told } from "./list-parts.ts";
import { audienceShape, briefRevision, personShape, rightsShape, sideShape } from "./shapes.ts";

const found = z.object({
  id: z.uuid(),
  number: z.string(),
  title: z.string(),
  category,
  discipline: discipline.nullable(),
  language: documentLanguage.nullable(),
  side: sideShape,
  state,
  audience: audienceShape,
  /** Stands in the confidential commercial area. */
  commercial: z.boolean(),
  approved: z.boolean(),
  status,
  /** The last day on which it is valid, ISO date. */
  validUntil: z.string().nullable(),
  responsible: personShape.nullable(),
  /** What the reader may do with it. */
  rights: rightsShape,
  /** The revision that stands in each audience the reader is in: the shared one first, then drafts. */
  revisions: z.array(briefRevision),
  /** Others brought a revision of it since my last visit. */
  isNew: z.boolean(),
  /** A line of the text around what was searched; found words lie between U+E000 and U+E001. */
  snippet: z.string().nullable(),
});
export type ListedDocument = z.infer<typeof found>;

/**
 * The register of a room: what the reader may see of it, the commercial area last, by category. Everything that is
 * counted, ordered and searched is under the reader's own row-level security.
 */
export const listDocuments = query({
  name: "documents.list",
  summary: "The register: documents by category, filtered and searched, a page at a time",
  http: "GET /rooms/{room}/documents",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    /** Words in title, number or text; quotation marks hold words together, a minus leaves one out. */
    text: z.string().trim().max(200).optional(),
    /** A category, or a whole shelf of them. */
    category: categoryOrShelf.optional(),
    audience: z.uuid().optional(),
    state: state.optional(),
    status: status.optional(),
    /** Of a revision that stands. */
    purpose: purpose.optional(),
    discipline: discipline.optional(),
    language: documentLanguage.optional(),
    responsible: z.uuid().optional(),
    /** Whose document it is. */
    side: sideShape.optional(),
    /** Holds today: neither withdrawn, replaced nor past its last day; or not. */
    valid: z.enum(["yes", "no"]).optional(),
    /** Only these: their ids, with commas between. */
    chosen: z
      .string()
      .max(40_000)
      .refine((ids) => ids.split(",").every((one) => z.uuid().safeParse(one).success))
      .optional(),
    sort: z.enum(sorts).default("number"),
    cursor: z.string().max(1000).optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  output: z.object({
    documents: z.array(found),
    /** Of all pages, of what the reader may see. */
    count: z.int(),
    next: z.string().nullable(),
    /** The page before this one; null on the first. Its cursor is null when it is the first. */
    previous: z.object({ cursor: z.string().nullable() }).nullable(),
    /** Who answers for some document that the reader sees, for the filter. */
    responsible: z.array(personShape),
    /** What I share waits for a lead, or I have asked one: there is a list of requests for me. */
    asks: z.boolean(),
    /** The categories of the room, and how many documents of each the other filters leave. */
    categories: shelvesShape,
    counts: z.record(z.string(), z.int()),
  }),
  async run({ tx, actor, seat, input, now }) {
    const today = now.toISOString().slice(0, 10);
    const after = readCursor(input.cursor);
    const text = input.text || undefined;
    const { rows } = await sql<Row>`
      with ${text ? sql`hit as (select distinct document_id from private.text_matches(${input.room}, ${text})),` : sql``}
      shelves as materialized (select shelf, min(position) as position from document_category where room_id = ${input.room} group by shelf),
      ${input.status || input.purpose || input.sort === "newest" ? sql`standing as materialized (${standing(input.room, input.status !== undefined)}),` : sql``}
      matched as materialized (
        select d.id, d.category, ${sectionOrder} as section, ${orderKey(input.sort)} as key
        from document d
        join audience a on a.id = d.audience_id
        left join shelves shelf on shelf.shelf = split_part(d.category, '.', 1)
        ${input.status || input.purpose || input.sort === "newest" ? sql`left join standing r on r.document_id = d.id` : sql``}
        where d.room_id = ${input.room}
          ${text ? sql`and (d.id in (select document_id from hit) or position(lower(${text}) in lower(d.title || ' ' || d.number)) > 0 or ${earlierNumber(text)})` : sql``}
          ${input.audience ? sql`and (d.audience_id = ${input.audience} or exists (select from document_revision x where x.room_id = d.room_id and x.document_id = d.id and x.audience_id = ${input.audience}))` : sql``}
          ${input.state ? sql`and d.state = ${input.state}` : sql``}
          ${input.status ? sql`and ${statusOrder(today)} = ${input.status}` : sql``}
          ${input.purpose ? sql`and ${input.purpose} = any (r.purposes)` : sql``}
          ${input.discipline ? sql`and d.discipline = ${input.discipline}` : sql``}
          ${input.language ? sql`and d.language = ${input.language}` : sql``}
          ${input.responsible ? sql`and d.responsible = ${input.responsible}` : sql``}
          ${input.side ? sql`and d.side = ${input.side}` : sql``}
          ${input.chosen ? sql`and d.id = any (${input.chosen.split(",")}::uuid[])` : sql``}
          ${input.valid ? sql`and (d.state = 'current' and coalesce(d.valid_until >= ${today}::date, true)) = ${input.valid === "yes"}` : sql``}
      ), listed as (
        select * from matched ${input.category ? sql`where category = ${input.category} or split_part(category, '.', 1) = ${input.category}` : sql``}
      ), counted as (select count(*)::int as count,
          ${after ? sql`(select jsonb_build_array(section, key, id) from listed where (section, key collate "C", id) <= ${at(after)} order by section desc, key collate "C" desc, id desc offset ${input.limit} limit 1)` : sql`null::jsonb`} as prior
        from listed
      ), page as materialized (
        select * from listed
        ${after ? sql`where (section, key collate "C", id) > ${at(after)}` : sql``}
        order by section, key collate "C", id limit ${input.limit + 1}
      ), since as materialized (select ${newSince(input.room)} as at),
      stood as materialized (${stood(input.room)}),
      told as materialized (${told(input.room, today)})
      select told.*, counted.count, counted.prior,
        (select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name) order by m.name, m.id) from member m
          where m.room_id = ${input.room} and m.id in (select responsible from document where room_id = ${input.room})) as people,
        (select jsonb_object_agg(category, n) from (select category, count(*)::int as n from matched group by category) facet) as counts,
        (exists (select from sharing_rule q where q.room_id = ${input.room} and q.side = ${seat?.side ?? ""} and q.required)
          or exists (select from sharing_request q where q.room_id = ${input.room} and q.asked_by = ${actor.personId})) as asks
      from counted left join told on true
      order by section, key collate "C", id`.execute(tx);
    const page = rows.filter((row) => row.id !== null).slice(0, input.limit);
    const last = page.at(-1);
    const more = rows.length > input.limit && last;
    const counts = rows[0]?.counts ?? {};
    const categories = await categoriesOf(tx, input.room, Object.keys(counts));
    const snippets = text ? await snippetsOf(tx, input.room, page, text) : new Map<string, string>();
    return {
      documents: page.map((row) => listed(row, snippets)),
      count: rows[0]?.count ?? 0,
      responsible: rows[0]?.people ?? [],
      asks: rows[0]?.asks ?? false,
      categories,
      counts,
      next: more ? writeCursor([last.section, last.key, last.id]) : null,
      previous: after && { cursor: rows[0]?.prior ? writeCursor(rows[0].prior) : null },
    };
  },
});

interface Row {
  id: string;
  number: string;
  title: string;
  category: string;
  discipline: z.infer<typeof discipline> | null;
  language: z.infer<typeof documentLanguage> | null;
  side: z.infer<typeof sideShape>;
  state: z.infer<typeof state>;
  audience_id: string;
  kind: z.infer<typeof audienceShape>["kind"];
  name: string;
  revisions: RevisionRow[] | null;
  approved: boolean;
  status: z.infer<typeof status>;
  valid_until: string | null;
  responsible: string | null;
  responsible_name: string | null;
  level: number;
  may_revise: boolean;
  may_approve: boolean;
  until: Date | null;
  bound: boolean;
  is_new: boolean;
  people: { id: string; name: string }[] | null;
  counts: Record<string, number> | null;
  asks: boolean;
  section: number;
  key: string;
  count: number;
  /** The row before the previous page. */
  prior: Place | null;
}

interface RevisionRow {
  id: string;
  ordinal: number;
  status: z.infer<typeof state>;
  purpose: z.infer<typeof purpose>;
  size: number | null;
  extension: string | null;
  at: string;
  by: string;
  audience: z.infer<typeof audienceShape>;
}

const at = ([section, key, id]: Place) => sql`(${section}::int, ${key}::text collate "C", ${id}::uuid)`;

async function snippetsOf(tx: Tx, room: string, page: Row[], text: string): Promise<Map<string, string>> {
  const revisions = page.flatMap((row) => (row.revisions ?? []).map((revision) => revision.id));
  const { rows } = await sql<{ revision_id: string; snippet: string }>`
    select revision_id, snippet from private.text_snippets(${room}, ${revisions}::uuid[], ${text})`.execute(
    tx,
  );
  return new Map(
    rows.filter((row) => row.snippet.includes("\ue000")).map((row) => [row.revision_id, row.snippet]),
  );
}

function listed(row: Row, snippets: Map<string, string>): z.input<typeof found> {
  const audience = { id: row.audience_id, kind: row.kind, name: row.name };
  const place = { audienceId: audience.id, audienceKind: audience.kind };
  const revisions = (row.revisions ?? []).map((revision) => ({
    id: revision.id,
    label: revisionLabel({ ordinal: revision.ordinal, audienceId: revision.audience.id }, place),
    audience: revision.audience,
    status: revision.status,
    purpose: revision.purpose,
    size: revision.size,
    extension: revision.extension,
    sharedAt: new Date(revision.at).toISOString(),
    sharedBy: revision.by,
  }));
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    category: row.category,
    discipline: row.discipline,
    language: row.language,
    side: row.side,
    state: row.state,
    audience,
    commercial: row.kind === "commercial",
    approved: row.approved,
    status: row.status,
    validUntil: row.valid_until,
    responsible: row.responsible ? { id: row.responsible, name: row.responsible_name ?? "" } : null,
    rights: rightsFrom(row),
    revisions,
    isNew: row.is_new,
    snippet:
      revisions.map((revision) => snippets.get(revision.id)).find((line) => line !== undefined) ?? null,
  };
}
