import { z } from "zod";
import { audienceKind } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, Problem } from "#platform/errors.ts";
import { command, query } from "#platform/operations/index.ts";
import { fileName, revisionLabel } from "../model/labels.ts";
import { inLog } from "../rows.ts";
import { scansOf } from "../scans.ts";

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
    if (!recent) emit({ ...entry, kind: "document.downloaded" });
    return file;
  },
});

/** Notes the first time a person opens a document's page with a certain revision on it. */
export const openDocument = command({
  name: "documents.open",
  summary: "Notes that a person has looked at a revision's page",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/openings",
  capability: "room.see",
  input,
  output: z.object({}),
  async run({ tx, input: wanted, emit }) {
    emit({ ...(await fileOf(tx, wanted)).entry, kind: "document.opened" });
    return {};
  },
});

async function fileOf(tx: Tx, wanted: z.infer<typeof input>) {
  const row = await tx
    .selectFrom("document_revision as r")
    .innerJoin("document as d", (on) =>
      on.onRef("d.room_id", "=", "r.room_id").onRef("d.id", "=", "r.document_id"),
    )
    .innerJoin("audience as a", "a.id", "d.audience_id")
    .innerJoin("room", "room.id", "r.room_id")
    .select([
      "r.blob",
      "r.size",
      "r.type",
      "r.extension",
      "r.ordinal",
      "r.status",
      "r.reason",
      "r.audience_id",
      "d.number",
      "d.title",
      "d.state",
      "d.reason as document_reason",
      "a.id as document_audience",
      "a.kind",
      "room.code",
    ])
    .where("r.room_id", "=", wanted.room)
    .where("r.document_id", "=", wanted.document)
    .where("r.id", "=", wanted.revision)
    .executeTakeFirst();
  if (!row) throw notFound();
  if (row.status === "withdrawn" || row.state === "withdrawn")
    throw new Problem("file-withdrawn", {
      status: 410,
      params: { number: row.number, reason: row.reason || row.document_reason },
    });
  if ((await scansOf(tx, wanted.room, wanted.document)).get(wanted.revision) === "infected")
    throw new Problem("file-infected-later", { status: 410, params: { number: row.number } });
  const label = revisionLabel(
    { ordinal: row.ordinal, audienceId: row.audience_id },
    { audienceId: row.document_audience, audienceKind: audienceKind.parse(row.kind) },
  );
  const name = fileName({
    roomCode: row.code,
    number: row.number,
    label,
    title: row.title,
    extension: row.extension,
  });
  return {
    file: { hash: row.blob, size: Number(row.size), type: row.type, name },
    entry: {
      room: wanted.room,
      audience: row.audience_id,
      subject: { type: "document", id: wanted.document },
      data: { number: row.number, title: row.title, ...inLog(label), revisionId: wanted.revision },
    },
  };
}
