import { sql } from "kysely";
import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, seatAllows } from "#platform/operations/index.ts";
import { covers } from "../audiences.ts";
import { categoriesOf, shelvesShape } from "../categories.ts";
import { category } from "../model/fields.ts";
import { audienceShape, personShape, sideShape } from "../queries/shapes.ts";

const expected = z.object({
  id: z.uuid(),
  title: z.string(),
  category,
  note: z.string(),
  audience: audienceShape,
  /** Who asks. */
  side: sideShape,
  askedBy: z.string(),
  askedAt: z.string(),
  askedSide: sideShape,
  /** The company that is asked: of partners the one that is meant, else those of the asked side, as they are called in the room. */
  company: z.string(),
  person: personShape.nullable(),
  due: z.string().nullable(),
  /** Whole days past the day; 0 when it is not. */
  late: z.int(),
  state: z.enum(["open", "filled", "dropped"]),
  reason: z.string(),
  document: z.object({ id: z.uuid(), number: z.string(), title: z.string() }).nullable(),
  version: z.int(),
  /** It is asked of the reader, or of theirs. */
  ofMine: z.boolean(),
  /** What the reader may do with it. */
  may: z.object({ fill: z.boolean(), change: z.boolean() }),
});
export type ExpectedShown = z.infer<typeof expected>;

/** What is expected in a room, as far as I may see it: what is overdue first. */
export const listExpected = query({
  name: "documents.expected",
  summary: "Documents that somebody has been asked for: from whom, by when, and whether they are there",
  http: "GET /rooms/{room}/expected-documents",
  capability: "room.see",
  input: z.object({ room: z.uuid(), show: z.enum(["open", "all"]).default("open") }),
  output: z.object({ expected: z.array(expected) }),
  async run({ tx, seat, input, now }) {
    return { expected: await expectedRows(tx, { room: input.room, seat, now, open: input.show === "open" }) };
  },
});

/** One of them, with the documents that could be it. */
export const showExpected = query({
  name: "documents.expected-one",
  summary: "A document that somebody has been asked for, and the documents that could be it",
  http: "GET /rooms/{room}/expected-documents/{expected}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), expected: z.uuid() }),
  output: expected.extend({
    candidates: z.array(z.object({ id: z.uuid(), number: z.string(), title: z.string() })),
    categories: shelvesShape,
  }),
  async run({ tx, seat, input, now }) {
    const [found] = await expectedRows(tx, { room: input.room, seat, now, single: input.expected });
    if (!found) throw notFound();
    const categories = await categoriesOf(tx, input.room, [found.category]);
    if (!found.may.fill) return { ...found, categories, candidates: [] };
    const rows = await tx
      .selectFrom("document")
      .select(["id", "number", "title", "audience_id"])
      .where("room_id", "=", input.room)
      .where("state", "=", "current")
      .where("side", "=", seat?.side ?? "")
      .where(sql<boolean>`private.of_my_company(room_id, side, shared_by)`)
      .orderBy("shared_at", "desc")
      .limit(300)
      .execute();
    const wide = new Map<string, boolean>();
    for (const id of new Set(rows.map((row) => row.audience_id)))
      wide.set(id, await covers(tx, input.room, id, found.audience.id));
    return {
      ...found,
      categories,
      candidates: rows
        .filter((row) => wide.get(row.audience_id))
        .map(({ id, number, title }) => ({ id, number, title })),
    };
  },
});

async function expectedRows(
  tx: Tx,
  wanted: {
    room: string;
    seat: Parameters<typeof seatAllows>[0];
    now: Date;
    open?: boolean;
    single?: string;
  },
): Promise<ExpectedShown[]> {
  const today = wanted.now.toISOString().slice(0, 10);
  const { rows } = await sql<
    Omit<ExpectedShown, "askedBy" | "askedAt" | "askedSide" | "may" | "late" | "ofMine"> & {
      asked_by: string;
      asked_at: Date;
      asked_side: ExpectedShown["askedSide"];
      asks: boolean;
      fills: boolean;
    }
  >`
    select x.id, x.title, x.category, x.note, x.side, x.asked_side, x.asked_at, x.due, x.state, x.reason, x.version, m.name as asked_by,
      jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as audience,
      private.asked_by_mine(x.room_id, x.side, x.asked_by) as asks,
      private.asked_of_mine(x.room_id, x.asked_side, x.asked_company, x.asked_host, x.asked_person) as fills,
      coalesce(x.asked_company, (select string_agg(distinct c.company_name, ', ') from member c
        where c.room_id = x.room_id and c.side = x.asked_side and c.left_at is null and c.company_name <> ''), '') as company,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as person,
      case when d.id is not null then jsonb_build_object('id', d.id, 'number', d.number, 'title', d.title) end as document
    from expected_document x
    join audience a on a.id = x.audience_id
    join member m on m.room_id = x.room_id and m.id = x.asked_by
    left join member p on p.room_id = x.room_id and p.id = x.asked_person
    left join document d on d.room_id = x.room_id and d.id = x.document_id
    where x.room_id = ${wanted.room}
      ${wanted.single ? sql`and x.id = ${wanted.single}` : sql``}
      ${wanted.open ? sql`and x.state = 'open'` : sql``}
    order by x.state <> 'open', x.due nulls last, x.id
    limit 500`.execute(tx);
  const works = seatAllows(wanted.seat, "room.work");
  return rows.map(({ asked_by, asked_at, asked_side, asks, fills, ...row }) => ({
    ...row,
    askedBy: asked_by,
    askedAt: asked_at.toISOString(),
    askedSide: asked_side,
    ofMine: fills,
    late: row.state === "open" ? daysLate(row.due, today) : 0,
    may: {
      fill: works && row.state === "open" && (asks || fills),
      change: works && row.state === "open" && asks,
    },
  }));
}

/** Whole days from a day to today, never less than none. */
export const daysLate = (due: string | null, today: string): number =>
  due && due < today ? Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000) : 0;
