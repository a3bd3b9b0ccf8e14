import { sql } from "kysely";
import { z } from "zod";
import type { Actor, Tx } from "#platform/database/index.ts";
import { command, query } from "#platform/operations/index.ts";
import { type Content, contentOf } from "../rights.ts";
import { inLog } from "../rows.ts";

const input = z.object({ room: z.uuid(), document: z.uuid(), revision: z.uuid() });

const output = z.object({
  /** SHA-256 of the content: also its ETag. */
  hash: z.string(),
  size: z.number(),
  type: z.string(),
  /** By the naming rule. */
  name: z.string(),
});

/** What to serve for a revision, without serving it: for HEAD, and for a browser that asks whether its copy still holds. */
export const revisionFile = query({
  name: "documents.file",
  summary: "Name, type, size and SHA-256 of a revision's file",
  http: "GET /rooms/{room}/documents/{document}/revisions/{revision}/file-data",
  capability: "room.see",
  input,
  output,
  run: async ({ tx, input: wanted }) => (await fileOf(tx, wanted)).file,
});

/** Repeated ranges, and looks again, within ten minutes are one reading. */
const sameReading = "10 minutes";

/** The same, and the room log says who took it: in the revision's own audience, open to all who see the revision. */
export const downloadRevision = command({
  name: "documents.download",
  summary: "Notes a download of a revision and tells what to serve",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/downloads",
  capability: "room.see",
  input,
  output,
  async run({ tx, actor, input: wanted, now, emit }) {
    const { file, entry } = await fileOf(tx, wanted);
    const audience = await placeToNote(tx, actor, wanted, "document.downloaded", now);
    if (audience) emit({ ...entry, audience, kind: "document.downloaded" });
    return file;
  },
});

/** For whoever may take a copy with their watermark: the bytes of the original are in no answer. */
export const downloadMarked = command({
  name: "documents.download-marked",
  summary: "Notes a download of a revision's copy with the reader's watermark",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/marked-downloads",
  capability: "room.see",
  input,
  output: z.object({ name: z.string() }),
  async run({ tx, actor, input: wanted, now, emit }) {
    const content = await contentOf(tx, { ...wanted, need: "watermarked" });
    const entry = entryOf(wanted, content);
    const audience = await placeToNote(tx, actor, wanted, "document.downloaded", now);
    if (audience)
      emit({ ...entry, audience, data: { ...entry.data, watermarked: true }, kind: "document.downloaded" });
    return { name: content.name };
  },
});

/**
 * Where a reading is noted, if it is one of its own: in the revision's audience. What was read a moment ago and has been sent to
 * the reader since is noted once more among those who see the transmittal, so that its receipt holds.
 * @returns null within a reading that stands in the log
 */
async function placeToNote(
  tx: Tx,
  actor: Actor,
  wanted: z.infer<typeof input>,
  kind: "document.opened" | "document.downloaded",
  now: Date,
): Promise<string | null> {
  // Many images are asked for at once, and each may be the first.
  const lock = actor.personId + wanted.revision;
  await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx);
  const { rows } = await sql<{ audience: string | null }>`
    with mine as materialized (
      select e.at, e.audience_id from log_entry e where e.room_id = ${wanted.room} and e.subject_id = ${wanted.document}
        and e.kind = ${kind} and e.actor_id = ${actor.personId} and e.data ->> 'revisionId' = ${wanted.revision}
    )
    select case
      when not exists (select from mine where mine.audience_id = r.audience_id and mine.at > ${now}::timestamptz - ${sameReading}::interval)
      then r.audience_id
      else (select s.audience_id from sending_item i
        join sending s on s.room_id = i.room_id and s.id = i.sending_id
        join sending_recipient p on p.room_id = s.room_id and p.sending_id = s.id and p.person_id = ${actor.personId}
        where i.room_id = r.room_id and i.revision_id = r.id and s.sent_at > (select max(mine.at) from mine)
        order by s.sent_at desc limit 1) end as audience
    from document_revision r where r.room_id = ${wanted.room} and r.id = ${wanted.revision}`.execute(tx);
  return rows[0]?.audience ?? null;
}

/** Notes that a person looks at a revision's content, each reading anew, and gives them the code of their watermark. */
export const openDocument = command({
  name: "documents.open",
  summary:
    "Notes that a person looks at the content of a revision; repeated within a reading it is noted once",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/openings",
  capability: "room.see",
  input,
  output: z.object({}),
  async run({ tx, actor, input: wanted, now, emit }) {
    const content = await contentOf(tx, { ...wanted, need: "view" });
    const audience = await placeToNote(tx, actor, wanted, "document.opened", now);
    await sql`select private.keep_trace(${wanted.room}, ${wanted.document}, ${wanted.revision}, ${now})`.execute(
      tx,
    );
    if (audience) emit({ ...entryOf(wanted, content), audience, kind: "document.opened" });
    return {};
  },
});

/** The original: whoever may only view it, or take a watermarked copy, is refused in words. */
async function fileOf(tx: Tx, wanted: z.infer<typeof input>) {
  const content = await contentOf(tx, { ...wanted, need: "original" });
  const { hash, size, type, name } = content;
  return { file: { hash, size, type, name }, entry: entryOf(wanted, content) };
}

/** What the log says of a reading: in the revision's own audience. */
export const entryOf = (
  wanted: { room: string; document: string; revision: string },
  content: Pick<Content, "audience" | "number" | "title" | "label">,
) => ({
  room: wanted.room,
  audience: content.audience,
  subject: { type: "document", id: wanted.document },
  data: {
    number: content.number,
    title: content.title,
    ...inLog(content.label),
    revisionId: wanted.revision,
  },
});
