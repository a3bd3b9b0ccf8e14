import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { audienceShown, audiencesShown, mayCommentIn } from "#features/conversations/index.ts";
import { isOwn, reaches, revisionLabel, rightsOf } from "#features/documents/index.ts";
import { audienceKind, covers } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query, seatAllows } from "#platform/operations/index.ts";
import { kind, place, state } from "../model/schema.ts";

const person = z.object({
  id: z.uuid(),
  name: z.string(),
  company: z.string(),
  belongs: z.enum(["seller", "buyer", "sellerPartner", "buyerPartner", ""]),
});

const message = z.object({
  id: z.uuid(),
  place: z.int(),
  author: person,
  /** `@[id]` for mentions; empty once withdrawn. */
  text: z.string(),
  sentAt: z.string(),
  edited: z.boolean(),
  withdrawn: z.boolean(),
  version: z.int(),
});

/** Somebody said where it stands. */
const settlement = z.object({
  state,
  person,
  at: z.string(),
  reason: z.string().nullable(),
});

export const shownMarkup = z.object({
  id: z.uuid(),
  thread: z.uuid(),
  /** In its document and audience. */
  ordinal: z.int(),
  kind,
  state,
  /** Its first message was withdrawn: it is told no more, unless somebody had answered. */
  struck: z.boolean(),
  audience: z.object({
    id: z.uuid(),
    kind: z.enum(["room", "seller", "buyer", "commercial", "custom"]),
    name: z.string(),
  }),
  author: person,
  madeAt: z.string(),
  /** On another revision than the one that is looked at: its letter, where the reader sees it. */
  earlier: z.object({ kind: z.enum(["letter", "draft"]), text: z.string() }).nullable(),
  assignedTo: person.nullable(),
  dueOn: z.iso.date().nullable(),
  version: z.int(),
  messages: z.array(message),
  /** How it came to stand where it does, the first step first. */
  settlements: z.array(settlement),
  unread: z.int(),
  /** Null while it is still being looked for on this revision. */
  place: place.nullable(),
});
export type ShownMarkup = z.infer<typeof shownMarkup>;

/** Every comment on a document that the reader may read, with its place on one revision, and what is needed to write one. */
export const markupOnRevision = query({
  name: "markup.list",
  summary: "The comments on a document's pages, with their places on one revision",
  http: "GET /rooms/{room}/documents/{document}/revisions/{revision}/markup",
  capability: "room.see",
  input: z.object({ room: z.uuid(), document: z.uuid(), revision: z.uuid() }),
  output: z.object({
    markup: z.array(shownMarkup),
    /** Who could read a new comment: audiences whose people all see the revision, as far as the reader may write there. */
    audiences: z.array(audienceShown),
    me: z.uuid(),
    /** The reader's side has the document: they accept and reject. */
    own: z.boolean(),
    mayTalk: z.boolean(),
    /** For the form: makes a double click harmless. */
    key: z.string(),
  }),
  async run({ tx, actor, seat, input }) {
    const revision = await tx
      .selectFrom("document_revision as r")
      .innerJoin("document as d", (on) =>
        on.onRef("d.room_id", "=", "r.room_id").onRef("d.id", "=", "r.document_id"),
      )
      .select(["r.audience_id", "d.side"])
      .where("r.room_id", "=", input.room)
      .where("r.document_id", "=", input.document)
      .where("r.id", "=", input.revision)
      .executeTakeFirst();
    if (!revision) throw notFound();
    const [rights, rows, all] = await Promise.all([
      rightsOf(tx, input.room, input.document),
      markupRows(tx, input, actor.personId),
      audiencesShown(tx, input.room),
    ]);
    const sees = all.find(({ id }) => id === revision.audience_id);
    const covered = sees ? all.filter((one) => covers(sees, one)) : [];
    const ids = covered.map(({ id }) => id);
    const may = await mayCommentIn(tx, input.room, input.document, ids);
    const audiences = covered.filter(({ id }) => may.has(id));
    return {
      // Whoever may not look at the pages is not told what is written on them.
      markup: reaches(rights.level, "view") ? rows : [],
      audiences,
      me: actor.personId,
      own:
        seatAllows(seat, "room.work") &&
        (await isOwn(tx, seat, input.room, { id: input.document, side: revision.side })),
      mayTalk: seatAllows(seat, "room.talk") && actor.viewerId === undefined && audiences.length > 0,
      key: randomUUID(),
    };
  },
});
export type MarkupOnRevision = z.output<(typeof markupOnRevision)["output"]>;

type Row = Omit<ShownMarkup, "earlier"> & {
  old: { ordinal: number; audienceId: string; around: string; kind: string } | null;
};

/** The reader's comments on a document in one statement; places in the comment's own audience before those of a draft. */
export async function markupRows(
  tx: Tx,
  { room, document, revision }: { room: string; document: string; revision: string },
  me: string,
): Promise<ShownMarkup[]> {
  const member = (table: string) =>
    sql.raw(`jsonb_build_object('id', ${table}.id, 'name', ${table}.name, 'company', ${table}.company_name,
      'belongs', case when ${table}.side = 'partner' then coalesce(${table}.host, 'seller') || 'Partner' else ${table}.side end)`);
  const { rows } = await sql<Row>`
    select m.id, m.thread_id as thread, m.ordinal, m.kind, m.state, m.version, m.made_at::text as "madeAt",
      (first.withdrawn_at is not null) as struck,
      case when m.revision_id <> ${revision} and old.id is not null
        then jsonb_build_object('ordinal', old.ordinal, 'audienceId', old.audience_id, 'around', d.audience_id, 'kind', da.kind) end as old,
      jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as audience,
      ${member("w")} as author,
      case when x.id is not null then ${member("x")} end as "assignedTo",
      to_char(m.due_on, 'YYYY-MM-DD') as "dueOn",
      case when seen.place is null and t.last_at < me.joined_at then 0 else greatest(0, t.messages - coalesce(seen.place, 0)) end as unread,
      (select jsonb_agg(jsonb_build_object('id', s.id, 'place', s.place, 'author', ${member("y")}, 'text', s.text, 'sentAt', s.sent_at,
          'edited', s.edited_at is not null, 'withdrawn', s.withdrawn_at is not null, 'version', s.version) order by s.place)
        from message s join member y on y.room_id = s.room_id and y.id = s.author_id
        where s.room_id = m.room_id and s.thread_id = m.thread_id) as messages,
      coalesce((select jsonb_agg(jsonb_build_object('state', e.state, 'person', ${member("z")}, 'at', e.at, 'reason', e.reason) order by e.at, e.id)
        from markup_settlement e join member z on z.room_id = e.room_id and z.id = e.person_id
        where e.room_id = m.room_id and e.markup_id = m.id), '[]') as settlements,
      case when p.id is not null then jsonb_build_object('how', p.how, 'page', p.page, 'shape', p.shape, 'quote', p.quote) end as place
    from markup m
    join document d on d.room_id = m.room_id and d.id = m.document_id
    join audience a on a.id = m.audience_id
    join audience da on da.id = d.audience_id
    join thread t on t.room_id = m.room_id and t.id = m.thread_id
    join message first on first.room_id = m.room_id and first.thread_id = m.thread_id and first.place = 1
    join member w on w.room_id = m.room_id and w.id = m.author_id
    join member me on me.room_id = m.room_id and me.id = ${me}
    left join document_revision old on old.room_id = m.room_id and old.id = m.revision_id
    left join member x on x.room_id = m.room_id and x.id = m.assigned_to
    left join thread_read seen on seen.room_id = m.room_id and seen.audience_id = ${me} and seen.thread_id = m.thread_id
    left join lateral (
      select p.id, p.how, p.page, p.shape, q.quote from markup_place p
      left join private.markup_quotes(${room}, ${document}, ${revision}) q on q.id = p.id
      where p.room_id = m.room_id and p.markup_id = m.id and p.revision_id = ${revision}
      order by (p.audience_id = m.audience_id) desc limit 1
    ) p on true
    where m.room_id = ${room} and m.document_id = ${document}
    order by p.page nulls last, m.made_at, m.id`.execute(tx);
  return rows
    .filter((row) => !row.struck || row.messages.some((one) => !one.withdrawn))
    .map(({ old, ...row }) => ({
      ...row,
      earlier:
        old && revisionLabel(old, { audienceId: old.around, audienceKind: audienceKind.parse(old.kind) }),
    }));
}
