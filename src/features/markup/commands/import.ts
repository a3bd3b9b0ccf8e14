import { createHash } from "node:crypto";
import { z } from "zod";
import {
  type AudienceShown,
  appendMessage,
  audiencesShown,
  messageText,
} from "#features/conversations/index.ts";
import { isOwn } from "#features/documents/index.ts";
import { covers } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { command, seatAllows, type Work } from "#platform/operations/index.ts";
import type { Note } from "../exchange/note.ts";
import { placedNotes } from "../exchange/placing.ts";
import { carryLater } from "../jobs.ts";
import { assertMayComment } from "../rights.ts";
import { keepMarkup } from "./keep.ts";

/** Comments that are brought in at a time, and answers to one of them; the next time brings the next ones. */
const MOST = 500;
const ANSWERS = 50;

/**
 * Brings comments of a file in: annotations of the revision's own PDF, or XFDF. Each becomes a thread of the person who brings
 * it in, its answers messages of that thread; who wrote them is told in words, as the file says it. Once: a second time adds
 * only what is new, also what others have answered in a file that was made from this room.
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
    /** An XFDF file; without it the revision's own annotations are read, for whoever may have the original. */
    xfdf: z
      .string()
      .max(10 * 1024 ** 2)
      .optional(),
    /** "From the file: {author}, {date}" in the reader's language. */
    from: z.string().max(80).default("From the file"),
  }),
  output: z.object({
    added: z.int(),
    /** New answers to comments that were here already. */
    answers: z.int(),
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
    const own = seatAllows(seat, "room.work") && (await isOwn(tx, seat, room, { id: document, side }));
    const at = { room, document, audience, from: input.from, known };
    // A file may name two comments alike.
    const named = new Map(prepared.placed.map((one) => [nameOf(one.note.id), one]));
    const fresh = [...named].flatMap(([name, one]) => (known.has(name) ? [] : [one]));
    for (const { note, anchor } of fresh.slice(0, MOST)) {
      const { id, thread } = await keepMarkup(
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
          text: wordsOf(input.from, note, anchor.quote?.exact),
        },
      );
      await remember(tx, at, note.id, id);
      await addAnswers({ tx, actor, now }, at, note, { id, thread });
    }
    let answers = 0;
    for (const { note } of prepared.placed) {
      const markup = known.get(nameOf(note.id));
      // A comment that other people read is not answered by what these were chosen to read.
      if (!markup || markup.audience !== audience.id) continue;
      const added = await addAnswers({ tx, actor, now }, at, note, markup);
      answers += added;
      if (added > 0) await markAnswered(tx, room, markup.id);
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
      answers,
      known: named.size - fresh.length,
      unplaced: prepared.unplaced,
      left: fresh.length - added,
    };
  },
});

interface Known {
  /** The comment, its thread and who reads it. */
  id: string;
  thread: string;
  audience: string;
}

interface At {
  room: string;
  document: string;
  audience: AudienceShown;
  from: string;
  known: Map<string, Known>;
}

/** A file settles nothing that its bearer may not settle: accepted and rejected is for the side whose document it is. */
const stateFor = ({ state, replies }: Note, own: boolean): Note["state"] =>
  own || (state !== "accepted" && state !== "rejected") ? state : replies.length > 0 ? "answered" : "open";

/** What a note, or an answer, is remembered by. */
const nameOf = (id: string): string => createHash("sha256").update(id).digest("hex");

/** Adds the answers that are not known yet as messages. @returns how many */
async function addAnswers(
  work: Pick<Work<unknown>, "tx" | "actor" | "now">,
  at: At,
  { replies }: Note,
  { id, thread }: { id: string; thread: string },
): Promise<number> {
  const fresh = replies.filter((one) => !at.known.has(nameOf(one.id)) && one.text.trim() !== "");
  for (const reply of fresh.slice(0, ANSWERS)) {
    const { room, audience } = at;
    await appendMessage(work, { room, thread, audience, text: wordsOf(at.from, reply) });
    await remember(work.tx, at, reply.id, id);
    at.known.set(nameOf(reply.id), { id, thread, audience: audience.id });
  }
  return Math.min(fresh.length, ANSWERS);
}

async function markAnswered(tx: Tx, room: string, id: string): Promise<void> {
  await tx
    .updateTable("markup")
    .set((row) => ({ state: "answered", version: row("version", "+", 1) }))
    .where("room_id", "=", room)
    .where("id", "=", id)
    .where("state", "=", "open")
    .execute();
}

async function remember(
  tx: Tx,
  { room, document, audience }: At,
  name: string,
  markup: string,
): Promise<void> {
  await tx
    .insertInto("markup_imported")
    .values({
      room_id: room,
      audience_id: audience.id,
      document_id: document,
      name: nameOf(name),
      markup_id: markup,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * What is known already: names brought in before in this audience, and the comments and messages that the person reads, which
 * are named by their ids in an export of ours.
 */
async function knownNames(
  tx: Tx,
  { room, document, audience }: { room: string; document: string; audience: string },
): Promise<Map<string, Known>> {
  const own = await tx
    .selectFrom("markup as m")
    .leftJoin("message as s", (on) =>
      on.onRef("s.room_id", "=", "m.room_id").onRef("s.thread_id", "=", "m.thread_id"),
    )
    .select(["m.id", "m.thread_id as thread", "m.audience_id as audience", "s.id as message"])
    .where("m.room_id", "=", room)
    .where("m.document_id", "=", document)
    .execute();
  const byId = new Map(own.map((row) => [row.id, row]));
  const known = new Map<string, Known>();
  for (const row of own) for (const id of [row.id, row.message]) if (id) known.set(nameOf(id), row);
  const imported = await tx
    .selectFrom("markup_imported")
    .select(["name", "markup_id"])
    .where("room_id", "=", room)
    .where("document_id", "=", document)
    .where("audience_id", "=", audience)
    .execute();
  for (const { name, markup_id } of imported) {
    const markup = byId.get(markup_id);
    if (markup) known.set(name, markup);
  }
  return known;
}

/** What is said in a message: whose words they are, as the file tells it, and the words. */
function wordsOf(
  from: string,
  said: { author: string; at: string | null; text: string },
  instead = "…",
): string {
  const who = [said.author || "?", said.at?.slice(0, 10)].filter(Boolean).join(", ");
  const words = `${from}: ${who}\n${said.text.trim() || instead}`;
  // An @ of a file calls nobody.
  return messageText.parse(words.replace(/@(?=[\p{L}[])/gu, "@\u2060").slice(0, 9900));
}
