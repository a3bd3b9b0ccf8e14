import { sql } from "kysely";
import { z } from "zod";
import { audienceKind } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { query } from "#platform/operations/index.ts";
import { level, purpose } from "../model/fields.ts";
import { revisionLabel } from "../model/labels.ts";
import { levels } from "../model/rights.ts";
import { audienceShape, labelShape, personShape, sideShape } from "../queries/shapes.ts";

const head = z.object({
  id: z.uuid(),
  number: z.string(),
  subject: z.string(),
  purpose,
  note: z.string(),
  audience: audienceShape,
  side: sideShape,
  sentAt: z.string(),
  sentBy: z.string(),
  /** Of who sent it. */
  company: z.string(),
  /** Whether the reader is one of those it was sent to. */
  mine: z.boolean(),
  items: z.int(),
  /** To how many it was sent and how many of them have opened it. */
  recipients: z.int(),
  opened: z.int(),
});
export type SendingHead = z.infer<typeof head>;

/** What was sent in a room, newest first, as far as I may see it. */
export const listSendings = query({
  name: "documents.sendings",
  summary: "Transmittals of a room, newest first, with how many of their recipients have opened them",
  http: "GET /rooms/{room}/sendings",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: z.object({ sendings: z.array(head) }),
  run: async ({ tx, actor, input }) => ({ sendings: await heads(tx, input.room, actor.personId) }),
});

const receipt = z.object({
  person: personShape.extend({ company: z.string(), side: sideShape }),
  /** When they first and last opened the sending. */
  openedAt: z.string().nullable(),
  lastOpenedAt: z.string().nullable(),
  /** By revision and way: when they first and last opened or downloaded it after it was sent. */
  took: z.array(z.object({ revision: z.uuid(), at: z.string(), last: z.string(), downloaded: z.boolean() })),
});

const item = z.object({
  document: z.uuid(),
  revision: z.uuid(),
  number: z.string(),
  title: z.string(),
  label: labelShape,
  status: z.enum(["current", "superseded", "withdrawn"]),
  /** What stands in the same audience now, when it is another one. */
  newer: labelShape.nullable(),
  level,
  /** What the revision is for. */
  purpose,
  /** SHA-256 of the file, for who may view it. */
  hash: z.string().nullable(),
  size: z.number().nullable(),
  extension: z.string().nullable(),
});
export type SendingItem = z.infer<typeof item>;

/** One sending: exactly the revisions that were sent, and who has opened what. */
export const showSending = query({
  name: "documents.sending",
  summary: "A transmittal with its revisions and the receipts of its recipients",
  http: "GET /rooms/{room}/sendings/{sending}",
  capability: "room.see",
  input: z.object({ room: z.uuid(), sending: z.uuid() }),
  output: head.extend({ contents: z.array(item), receipts: z.array(receipt) }),
  async run({ tx, actor, input }) {
    const [found, items, receipts] = await Promise.all([
      heads(tx, input.room, actor.personId, input.sending),
      itemRows(tx, input.room, input.sending),
      receiptRows(tx, input.room, input.sending),
    ]);
    if (!found[0]) throw notFound();
    return {
      ...found[0],
      contents: items.map((row) => {
        const place = { audienceId: row.document_audience, audienceKind: audienceKind.parse(row.kind) };
        const label = (ordinal: number) => revisionLabel({ ordinal, audienceId: row.audience_id }, place);
        return {
          document: row.document_id,
          revision: row.revision_id,
          number: row.number,
          title: row.title,
          label: label(row.ordinal),
          status: row.state === "withdrawn" ? "withdrawn" : row.status,
          newer: row.newer ? label(row.newer) : null,
          level: levels[Number(row.level) - 1] ?? "exists",
          purpose: row.purpose,
          hash: row.hash,
          size: row.size === null ? null : Number(row.size),
          extension: row.extension,
        };
      }),
      receipts: receipts.map((row) => ({
        person: { id: row.id, name: row.name, company: row.company, side: row.side },
        openedAt: row.opened_at && new Date(row.opened_at).toISOString(),
        lastOpenedAt: row.last_opened_at && new Date(row.last_opened_at).toISOString(),
        took: (row.took ?? []).map((one) => ({
          ...one,
          at: new Date(one.at).toISOString(),
          last: new Date(one.last).toISOString(),
        })),
      })),
    };
  },
});

async function heads(tx: Tx, room: string, me: string, single?: string): Promise<SendingHead[]> {
  const { rows } = await sql<
    Omit<SendingHead, "audience" | "sentAt" | "sentBy"> & {
      audience: SendingHead["audience"];
      sent_at: Date;
      sent_by: string;
    }
  >`
    select s.id, s.number, s.subject, s.purpose, s.note, s.side, s.sent_at, m.name as sent_by, m.company_name as company,
      jsonb_build_object('id', a.id, 'kind', a.kind, 'name', a.name) as audience,
      (select count(*)::int from sending_item i where i.room_id = s.room_id and i.sending_id = s.id) as items,
      (select count(*)::int from sending_recipient p where p.room_id = s.room_id and p.sending_id = s.id) as recipients,
      (select count(distinct e.actor_id)::int from log_entry e where e.room_id = s.room_id and e.subject_id = s.id and e.kind = 'sending.opened') as opened,
      exists (select from sending_recipient p where p.room_id = s.room_id and p.sending_id = s.id and p.person_id = ${me}) as mine
    from sending s
    join audience a on a.id = s.audience_id
    join member m on m.room_id = s.room_id and m.id = s.sent_by
    where s.room_id = ${room} ${single ? sql`and s.id = ${single}` : sql``}
    order by s.sent_at desc, s.id desc
    limit 500`.execute(tx);
  return rows.map(({ sent_at, sent_by, ...row }) => ({
    ...row,
    sentAt: sent_at.toISOString(),
    sentBy: sent_by,
  }));
}

interface ItemRow {
  document_id: string;
  revision_id: string;
  number: string;
  title: string;
  state: string;
  ordinal: number;
  audience_id: string;
  document_audience: string;
  kind: string;
  status: "current" | "superseded" | "withdrawn";
  newer: number | null;
  level: number | null;
  purpose: z.infer<typeof purpose>;
  hash: string | null;
  size: number | null;
  extension: string | null;
}

async function itemRows(tx: Tx, room: string, sending: string): Promise<ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select i.document_id, i.revision_id, d.number, d.title, d.state, r.ordinal, r.audience_id, d.audience_id as document_audience, a.kind, r.status,
      l.level, f.size, f.extension, r.purpose, private.revision_hash(i.room_id, i.revision_id) as hash,
      (select max(n.ordinal) from document_revision n where n.room_id = r.room_id and n.document_id = r.document_id
        and n.audience_id = r.audience_id and n.ordinal > r.ordinal and n.status = 'current') as newer
    from sending_item i
    join document d on d.room_id = i.room_id and d.id = i.document_id
    join document_revision r on r.room_id = i.room_id and r.id = i.revision_id
    join audience a on a.id = d.audience_id
    left join lateral private.document_levels(i.room_id, i.document_id) l on true
    left join lateral (select * from private.revision_facts(i.room_id, i.document_id) x where x.revision_id = i.revision_id) f on true
    where i.room_id = ${room} and i.sending_id = ${sending}
    order by i.place, i.id`.execute(tx);
  return rows;
}

interface ReceiptRow {
  id: string;
  name: string;
  company: string;
  side: z.infer<typeof sideShape>;
  opened_at: Date | null;
  last_opened_at: Date | null;
  took: { revision: string; at: string; last: string; downloaded: boolean }[] | null;
}

/** Openings and downloads stand in the log of the revision's audience, where everyone who sees the revision reads them. */
async function receiptRows(tx: Tx, room: string, sending: string): Promise<ReceiptRow[]> {
  const { rows } = await sql<ReceiptRow>`
    select m.id, m.name, m.company_name as company, m.side,
      o.first as opened_at, o.last as last_opened_at,
      (select jsonb_agg(t) from (
        select i.revision_id as revision, min(e.at) as at, max(e.at) as last, e.kind = 'document.downloaded' as downloaded
        from sending_item i
        join log_entry e on e.room_id = i.room_id and e.subject_id = i.document_id and e.actor_id = m.id and e.at >= s.sent_at
          and e.kind in ('document.opened', 'document.viewed', 'document.downloaded') and e.data ->> 'revisionId' = i.revision_id::text
        where i.room_id = s.room_id and i.sending_id = s.id
        group by i.revision_id, i.place, e.kind = 'document.downloaded' order by i.place, min(e.at)) t) as took
    from sending s
    join sending_recipient p on p.room_id = s.room_id and p.sending_id = s.id
    join member m on m.room_id = p.room_id and m.id = p.person_id
    cross join lateral (select min(e.at) as first, max(e.at) as last from log_entry e
      where e.room_id = p.room_id and e.subject_id = s.id and e.kind = 'sending.opened' and e.actor_id = m.id) o
    where s.room_id = ${room} and s.id = ${sending}
    order by m.side, m.company_name, m.name`.execute(tx);
  return rows;
}
