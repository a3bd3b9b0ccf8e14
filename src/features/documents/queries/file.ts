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

/** Repeated ranges of one reading are one download. */
const sameReading = 10 * 60 * 1000;

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
    if (!(await takenLately(tx, actor, wanted, now))) emit({ ...entry, kind: "document.downloaded" });
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
    if (!(await takenLately(tx, actor, wanted, now)))
      emit({ ...entry, data: { ...entry.data, watermarked: true }, kind: "document.downloaded" });
    return { name: content.name };
  },
});

async function takenLately(tx: Tx, actor: Actor, wanted: z.infer<typeof input>, now: Date): Promise<boolean> {
  const recent = await tx
    .selectFrom("log_entry")
    .select("seq")
    .where("room_id", "=", wanted.room)
    .where("subject_id", "=", wanted.document)
    .where("kind", "=", "document.downloaded")
    .where("actor_id", "=", actor.personId)
    .where("at", ">", new Date(now.getTime() - sameReading))
    .where((row) => row(row.ref("data", "->>").key("revisionId" as never), "=", wanted.revision as never))
    .limit(1)
    .executeTakeFirst();
  return recent !== undefined;
}

/** Notes the first time a person looks at a revision, on its document's page or in the viewer, and gives that viewing its code. */
export const openDocument = command({
  name: "documents.open",
  summary: "Notes that a person has looked at a revision; once, however often it is called",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/openings",
  capability: "room.see",
  input,
  output: z.object({}),
  async run({ tx, actor, input: wanted, now, emit }) {
    const content = await contentOf(tx, { ...wanted, need: "view" });
    // Many images are asked for at once, and each may be the first.
    const lock = actor.personId + wanted.revision;
    await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(tx);
    await sql`select private.keep_trace(${wanted.room}, ${wanted.document}, ${wanted.revision}, ${now})`.execute(
      tx,
    );
    const known =
      await sql`select from log_entry e where e.room_id = ${wanted.room} and e.subject_id = ${wanted.document}
      and e.kind = 'document.opened' and e.actor_id = ${actor.personId} and e.data ->> 'revisionId' = ${wanted.revision} limit 1`.execute(
        tx,
      );
    if (known.rows.length === 0) emit({ ...entryOf(wanted, content), kind: "document.opened" });
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
