import { z } from "zod";
import { covers } from "#features/rooms/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import { messageText, subjectType, threadTitle } from "../model/schema.ts";
import { audiencesShown } from "../queries/audiences.ts";
import { mayComment } from "../queries/may-talk.ts";
import { withMentions, writeMessage } from "./write.ts";

/** Begins a thread with its first message. Its audience is chosen here, once, and never changes. */
export const startThread = command({
  name: "conversations.start",
  summary: "Start a conversation in one audience, about the room or about one thing in it",
  http: "POST /rooms/{room}/threads",
  capability: "room.talk",
  input: z
    .object({
      room: z.uuid(),
      audience: z.uuid(),
      subjectType: subjectType.default("room"),
      subject: z.uuid().optional(),
      title: threadTitle,
      text: messageText,
    })
    .refine((input) => (input.subjectType === "room") === (input.subject === undefined), {
      path: ["subject"],
      message: "field-wrong",
    }),
  output: z.object({ thread: z.uuid(), message: z.uuid() }),
  async run({ tx, actor, input, now, emit }) {
    const audiences = await audiencesShown(tx, input.room);
    const audience = audiences.find(({ id }) => id === input.audience);
    if (!audience) throw notFound();
    if (input.subject) {
      const about = { type: input.subjectType, id: input.subject };
      const subject = (await findSubjects(tx, input.room, [about])).get(input.subject);
      const seeing = audiences.find(({ id }) => id === subject?.audience);
      if (!seeing) throw notFound();
      if (!covers(seeing, audience)) throw refused("subject-not-shared", {}, "audience");
      if (input.subjectType === "document" && !(await mayComment(tx, input.room, input.subject)))
        throw forbidden("document-no-comments");
    }
    const text = withMentions(input.text, audience);
    const thread = newId();
    await tx
      .insertInto("thread")
      .values({
        room_id: input.room,
        id: thread,
        audience_id: audience.id,
        subject_type: input.subjectType,
        subject_id: input.subject ?? null,
        title: input.title,
        author_id: actor.personId,
        started_at: now,
        messages: 1,
        last_at: now,
      })
      .execute();
    const message = await writeMessage(tx, {
      room: input.room,
      thread,
      audience: audience.id,
      place: 1,
      author: actor.personId,
      text,
      now,
    });
    emit({
      room: input.room,
      audience: audience.id,
      kind: "thread.started",
      subject: { type: "thread", id: thread },
      data: { message: message.id, mentions: message.mentions },
    });
    return { thread, message: message.id };
  },
});
