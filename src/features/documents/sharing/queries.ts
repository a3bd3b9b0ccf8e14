import { sql } from "kysely";
import { z } from "zod";
import { peopleOf } from "#features/rooms/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { audienceOf } from "../audiences.ts";
import { categoriesOf, shelvesShape } from "../categories.ts";
import { category, purpose } from "../model/fields.ts";
import { audienceShape, personShape } from "../queries/shapes.ts";

const brief = z.object({
  id: z.uuid(),
  document: z.uuid(),
  number: z.string(),
  title: z.string(),
  to: audienceShape,
  askedBy: z.string(),
  askedAt: z.string(),
  state: z.enum(["waiting", "approved", "returned", "refused", "taken-back"]),
});

/** My side's rule, and what waits. */
export const sharingRule = query({
  name: "documents.sharing-rule",
  summary: "Whether what my side's people share waits for a lead's approval, and what waits now",
  http: "GET /rooms/{room}/sharing-rule",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    required: z.boolean(),
    version: z.int(),
    /** Whether the reader's sharing waits for a lead. */
    mine: z.boolean(),
    may: z.boolean(),
    waiting: z.array(brief),
    /** What I have asked for, newest first. */
    asked: z.array(brief),
  }),
  async run({ tx, actor, seat, input }) {
    const rule = await tx
      .selectFrom("sharing_rule")
      .select(["required", "version"])
      .where("room_id", "=", input.room)
      .where("side", "=", seat?.side ?? "")
      .executeTakeFirst();
    const { rows } = await sql<z.infer<typeof brief>>`
      ${briefly} where q.room_id = ${input.room} and q.state = 'waiting' order by q.asked_at, q.id limit 200`.execute(
      tx,
    );
    const { rows: asked } = await sql<z.infer<typeof brief>>`
      ${briefly} where q.room_id = ${input.room} and q.asked_by = ${actor.personId} order by q.asked_at desc, q.id limit 100`.execute(
      tx,
    );
    return {
      required: rule?.required ?? false,
      version: rule?.version ?? 0,
      mine: Boolean(rule?.required && seat?.role !== "lead"),
      may: seat?.role === "lead" && seat.side !== "partner",
      waiting: rows.map((row) => ({ ...row, askedAt: new Date(row.askedAt).toISOString() })),
      asked: asked.map((row) => ({ ...row, askedAt: new Date(row.askedAt).toISOString() })),
    };
  },
});

/** A request with everything that its decision needs: what, to whom, who would newly see it. */
export const sharingRequest = query({
  name: "documents.sharing-request",
  summary: "A request that a revision be shared, with the names of those who would newly see it",
  http: "GET /rooms/{room}/sharing-requests/{request}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), request: z.uuid() }),
  output: brief.extend({
    revision: z.uuid(),
    /** As it was asked. */
    category,
    categories: shelvesShape,
    /** What a lead has shared otherwise than it was asked. */
    decided: z.object({
      title: z.string().optional(),
      category: category.optional(),
      purpose: purpose.optional(),
      to: audienceShape.optional(),
    }),
    note: z.string(),
    purpose,
    reason: z.string(),
    decidedBy: z.string().nullable(),
    audience: audienceShape,
    gains: z.array(personShape.extend({ company: z.string() })),
    version: z.int(),
    may: z.object({ decide: z.boolean(), takeBack: z.boolean(), again: z.boolean() }),
  }),
  async run({ tx, actor, seat, input }) {
    const { rows } = await sql<
      z.infer<typeof brief> & {
        revision: string;
        category: string;
        decided: z.infer<typeof decidedRow> | null;
        note: string;
        purpose: z.infer<typeof purpose>;
        reason: string;
        decidedBy: string | null;
        audience: z.infer<typeof audienceShape>;
        version: number;
        asker: string;
      }
    >`${briefly} where q.room_id = ${input.room} and q.id = ${input.request}`.execute(tx);
    const row = rows[0];
    if (!row) throw notFound();

    const to = await peopleOf(tx, input.room, row.to.id);
    const already = new Set((await peopleOf(tx, input.room, row.audience.id)).map(({ id }) => id));
    const { asker, decided, ...shown } = row;
    const { to: sharedWith, ...otherwise } = decidedRow.parse(decided ?? {});
    const waiting = row.state === "waiting";
    return {
      ...shown,
      categories: await categoriesOf(tx, input.room, [row.category, otherwise.category ?? row.category]),
      decided: { ...otherwise, ...(sharedWith && { to: await audienceOf(tx, input.room, sharedWith) }) },
      askedAt: new Date(row.askedAt).toISOString(),
      gains: to.filter(({ id }) => !already.has(id)),
      may: {
        decide: waiting && seat?.role === "lead" && !actor.viewerId,
        takeBack: waiting && asker === actor.personId && !actor.viewerId,
        again: (row.state === "returned" || row.state === "refused") && asker === actor.personId,
      },
    };
  },
});

const decidedRow = z.object({
  title: z.string().optional(),
  category: category.optional(),
  purpose: purpose.optional(),
  to: z.uuid().optional(),
});

const briefly = sql`
  select q.id, q.document_id as document, d.number, q.title, jsonb_build_object('id', t.id, 'kind', t.kind, 'name', t.name) as "to",
    m.name as "askedBy", q.asked_at as "askedAt", q.state, q.revision_id as revision, q.note, q.purpose, q.reason, q.version, coalesce(q.category, d.category) as category, q.decided,
    q.asked_by as asker, w.name as "decidedBy", jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as audience
  from sharing_request q
  join document d on d.room_id = q.room_id and d.id = q.document_id
  join audience a on a.id = q.audience_id
  join audience t on t.id = q.to_audience
  join member m on m.room_id = q.room_id and m.id = q.asked_by
  left join member w on w.room_id = q.room_id and w.id = q.decided_by`;
