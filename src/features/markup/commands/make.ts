import { z } from "zod";
import { audiencesShown, messageText } from "#features/conversations/index.ts";
import { covers } from "#features/rooms/index.ts";
import { assertNotPast } from "#platform/days.ts";
import { notFound, refused } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { anchorOf } from "../anchor.ts";
import { carryLater } from "../jobs.ts";
import { kind, marked, markedOf } from "../model/schema.ts";
import { assertMayComment } from "../rights.ts";
import { keepMarkup } from "./keep.ts";

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
    assertNotPast(input.dueOn, now, "dueOn");
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
    await assertMayComment(tx, input);
    if (input.assignedTo && !audience.people.some(({ id }) => id === input.assignedTo))
      throw refused("assigned-outside", {}, "assignedTo");

    const { id, thread, ordinal } = await keepMarkup(
      { tx, actor, now, emit },
      { ...input, audience, anchor, state: "open" },
    );
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
        thread,
      },
    });
    await carryLater({ tx, afterCommit }, { room, document });
    return { id, thread, ordinal };
  },
});
