import { sql } from "kysely";
import { z } from "zod";
import { audiencesShown, beginThread, messageText } from "#features/conversations/index.ts";
import { covers } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { notFound, refused } from "#platform/errors.ts";
import { newHiddenId, newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { anchorOf } from "../anchor.ts";
import { carryLater } from "../jobs.ts";
import { kind, marked, markedOf } from "../model/schema.ts";

/** Puts a mark on a page, with the first message of its thread. Who reads it is chosen here, once. */
export const makeMarkup = command({
  name: "markup.make",
  summary: "Mark a place on a page of a revision and begin a thread about it, in one audience",
  http: "POST /rooms/{room}/documents/{document}/revisions/{revision}/markup",
  capability: "room.talk",
  input: z.object({
    room: z.uuid(),
    document: z.uuid(),
    revision: z.uuid(),
    /** Who will read it; it never changes. */
    audience: z.uuid(),
    kind,
    ...marked,
    text: messageText,
    assignedTo: z.uuid().optional(),
    dueOn: z.iso.date().optional(),
  }),
  output: z.object({ id: z.uuid(), thread: z.uuid(), ordinal: z.int() }),
  prepare: ({ actor, input }) => anchorOf(actor, { ...input, ...markedOf(input) }),
  async run({ tx, actor, input, prepared: anchor, now, emit, afterCommit }) {
    const { room, document, revision } = input;
    const seen = await tx
      .selectFrom("document_revision as r")
      .innerJoin("document as d", (on) =>
        on.onRef("d.room_id", "=", "r.room_id").onRef("d.id", "=", "r.document_id"),
      )
      .select(["r.audience_id", "d.number", "d.title"])
      .where("r.room_id", "=", room)
      .where("r.id", "=", revision)
      .where("r.document_id", "=", document)
      .executeTakeFirst();
    const audiences = await audiencesShown(tx, room);
    const audience = audiences.find(({ id }) => id === input.audience);
    const seeing = audiences.find(({ id }) => id === seen?.audience_id);
    if (!seen || !audience || !seeing) throw notFound();
    if (!covers(seeing, audience)) throw refused("subject-not-shared", {}, "audience");
    if (input.assignedTo && !audience.people.some(({ id }) => id === input.assignedTo))
      throw refused("assigned-outside", {}, "assignedTo");

    const ordinal = await nextOrdinal(tx, room, document, audience.id);
    const { thread } = await beginThread(
      { tx, actor, now, emit },
      { room, audience, subjectType: "document", subject: document, title: "", text: input.text },
    );
    const id = newId();
    await tx
      .insertInto("markup")
      .values({
        room_id: room,
        id,
        audience_id: audience.id,
        thread_id: thread,
        document_id: document,
        revision_id: revision,
        ordinal,
        kind: input.kind,
        author_id: actor.personId,
        made_at: now,
        assigned_to: input.assignedTo ?? null,
        due_on: input.dueOn ?? null,
      })
      .execute();
    await tx
      .insertInto("markup_place")
      .values({
        room_id: room,
        id: newHiddenId(),
        audience_id: audience.id,
        markup_id: id,
        revision_id: revision,
        how: "made",
        page: anchor.page,
        shape: JSON.stringify(anchor.shape),
        quote: anchor.quote && JSON.stringify(anchor.quote),
        starts: anchor.starts,
        ends: anchor.ends,
        placed_at: now,
      })
      .execute();
    emit({
      room,
      audience: audience.id,
      kind: "markup.made",
      subject: { type: "markup", id },
      data: {
        ordinal,
        number: seen.number,
        title: seen.title,
        page: anchor.page + 1,
        person: input.assignedTo ?? null,
      },
    });
    await carryLater({ tx, afterCommit }, { room, document });
    return { id, thread, ordinal };
  },
});

async function nextOrdinal(tx: Tx, room: string, document: string, audience: string): Promise<number> {
  const { rows } = await sql<{ given: number }>`
    select private.next_markup_number(${room}, ${document}, ${audience}) as given`.execute(tx);
  return Number(rows[0]?.given);
}
