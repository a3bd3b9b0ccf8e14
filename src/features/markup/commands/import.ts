import { createHash } from "node:crypto";
import { z } from "zod";
import { audiencesShown, messageText } from "#features/conversations/index.ts";
import { contentOf } from "#features/documents/index.ts";
import { covers } from "#features/rooms/index.ts";
import { type Actor, asActor, type Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { command, seatAllows } from "#platform/operations/index.ts";
import { describePdf, PageFailure, pageText } from "#platform/pages/index.ts";
import { type Anchor, nearestWords } from "../anchor.ts";
import { bytesOf } from "../exchange/bytes.ts";
import type { Note } from "../exchange/note.ts";
import { annotationsIn } from "../exchange/pdf.ts";
import { notesOfXfdf } from "../exchange/xfdf.ts";
import { XmlProblem } from "../exchange/xml.ts";
import { carryLater } from "../jobs.ts";
import { liesOnText } from "../model/kinds.ts";
import { shape } from "../model/schema.ts";
import { assertMayComment } from "../rights.ts";
import { keepMarkup } from "./keep.ts";

/** Comments that are brought in at a time; the next time brings the next ones. */
const MOST = 500;

interface Placed {
  note: Note;
  anchor: Anchor;
}

/**
 * Brings comments of a file in: annotations of the revision's own PDF, or XFDF. Each becomes a thread of the person who brings
 * it in; who wrote it is told in words, as the file says it. Once: a second time adds only what is new.
 */
export const importMarkup = command({
  name: "markup.import",
  summary:
    "Bring in comments as threads: the annotations of the revision's own PDF, or those of an XFDF file",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/markup-imports",
  capability: "room.talk",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    revision: z.uuid(),
    /** Who will read them. */
    audience: z.uuid(),
    /** An XFDF file; without it the revision's own annotations are read. */
    xfdf: z
      .string()
      .max(10 * 1024 ** 2)
      .optional(),
    /** "From the file: {author}, {date}" in the reader's language. */
    from: z.string().max(80).default("From the file"),
  }),
  output: z.object({
    added: z.int(),
    /** Brought in before, or comments of this room. */
    known: z.int(),
    /** Without a place on this revision. */
    unplaced: z.int(),
    /** Past what is brought in at a time. */
    left: z.int(),
  }),
  prepare: ({ actor, input }) => placedNotes(actor, input),
  async run({ tx, actor, seat, input, prepared, now, emit, afterCommit }) {
    const { room, document, revision } = input;
    await assertMayComment(tx, input);
    const audiences = await audiencesShown(tx, room);
    const audience = audiences.find(({ id }) => id === input.audience);
    const seeing = audiences.find(({ id }) => id === prepared.audience);
    if (!audience || !seeing) throw notFound();
    if (!covers(seeing, audience)) throw refused("subject-not-shared", {}, "audience");
    const known = await knownNames(tx, input);
    const { side } = await tx
      .selectFrom("document")
      .select("side")
      .where("room_id", "=", room)
      .where("id", "=", document)
      .executeTakeFirstOrThrow();
    const own = side === seat?.side && seatAllows(seat, "room.work");
    const fresh = prepared.placed.filter(({ note }) => !known.has(nameOf(note)));
    for (const { note, anchor } of fresh.slice(0, MOST)) {
      const { id } = await keepMarkup(
        // One entry for all of them, below.
        { tx, actor, now, emit: () => {} },
        {
          room,
          document,
          revision,
          audience,
          kind: note.kind,
          anchor,
          state: stateFor(note, own),
          text: messageText.parse(wordsOf(note, input.from, anchor)),
        },
      );
      await tx
        .insertInto("markup_imported")
        .values({
          room_id: room,
          audience_id: audience.id,
          document_id: document,
          name: nameOf(note),
          markup_id: id,
        })
        .execute();
    }
    const added = Math.min(fresh.length, MOST);
    emit({
      room,
      audience: audience.id,
      kind: "markup.imported",
      subject: { type: "document", id: document },
      data: { number: prepared.number, title: prepared.title, count: added },
    });
    if (added > 0) await carryLater({ tx, afterCommit }, { room, document });
    return {
      added,
      known: prepared.placed.length - fresh.length,
      unplaced: prepared.unplaced,
      left: fresh.length - added,
    };
  },
});

/** A file settles nothing that its bearer may not settle: accepted and rejected is for the side whose document it is. */
const stateFor = ({ state, replies }: Note, own: boolean): Note["state"] =>
  own || (state !== "accepted" && state !== "rejected") ? state : replies.length > 0 ? "answered" : "open";

/** What a note is remembered by. */
const nameOf = ({ id }: Note): string => createHash("sha256").update(id).digest("hex");

/** Names brought in before in this audience, and the ids of comments that the person reads already: an export of ours. */
async function knownNames(
  tx: Tx,
  { room, document, audience }: { room: string; document: string; audience: string },
): Promise<Set<string>> {
  const imported = await tx
    .selectFrom("markup_imported")
    .select("name")
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .where("audience_id", "=", audience)
    .execute();
  const own = await tx
    .selectFrom("markup")
    .select("id")
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .execute();
  return new Set([
    ...imported.map(({ name }) => name),
    ...own.map(({ id }) => createHash("sha256").update(id).digest("hex")),
  ]);
}

/** What is said in the thread: whose words they are, as the file tells it, the words, and the answers below them. */
function wordsOf(note: Note, from: string, anchor: Anchor): string {
  const told = (author: string, at: string | null) =>
    [author || "?", at?.slice(0, 10)].filter(Boolean).join(", ");
  const parts = [
    `${from}: ${told(note.author, note.at)}`,
    note.text.trim() || anchor.quote?.exact || "…",
    ...note.replies.slice(0, 50).flatMap((reply) => ["", `${told(reply.author, reply.at)}:`, reply.text]),
  ];
  // An @ of a file calls nobody.
  return parts
    .join("\n")
    .replace(/@(?=[\p{L}[])/gu, "@\u2060")
    .slice(0, 9900);
}

/** The notes of the file with their places on the revision; read before the transaction. */
async function placedNotes(
  actor: Actor,
  input: { room: string; document: string; revision: string; xfdf?: string | undefined },
) {
  const { room, document, revision } = input;
  const content = await asActor(actor, (tx) => contentOf(tx, { room, document, revision, need: "view" }), {
    readOnly: true,
    room,
  });
  if (content.type !== "application/pdf") throw refused("export-no-pdf", {});
  const notes = input.xfdf === undefined ? await annotationsIn(await bytesOf(content)) : readXfdf(input.xfdf);
  try {
    const { pages } = await describePdf(content.hash);
    const fitting = notes.filter((note) => note.page < pages && shape.safeParse(note.shape).success);
    const texts = new Map<number, Awaited<ReturnType<typeof pageText>> | null>();
    const placed: Placed[] = [];
    for (const note of fitting) {
      if (!texts.has(note.page))
        texts.set(note.page, await pageText(content.hash, note.page).catch(() => null));
      const text = texts.get(note.page);
      const words = text ? nearestWords(text, note.shape) : { quote: null, starts: null, ends: null };
      // A mark on text without text below it is found again by nothing, and stays where it is.
      placed.push({
        note: liesOnText(note.kind) && !words.quote ? { ...note, kind: "area" } : note,
        anchor: { page: note.page, shape: areaOf(note, words.quote !== null), ...words },
      });
    }
    const { audience, number, title } = content;
    return { placed, unplaced: notes.length - fitting.length, audience, number, title };
  } catch (error) {
    if (error instanceof PageFailure) throw refused("page-unreadable", {});
    throw error;
  }
}

/** An area has one box. */
function areaOf({ kind, shape: drawn }: Note, onWords: boolean): Note["shape"] {
  if (!liesOnText(kind) || onWords || !("boxes" in drawn)) return drawn;
  return { boxes: drawn.boxes.slice(0, 1) };
}

function readXfdf(xfdf: string): Note[] {
  try {
    return notesOfXfdf(xfdf);
  } catch (error) {
    if (error instanceof XmlProblem) throw refused("import-not-xfdf", {}, "file");
    throw error;
  }
}
