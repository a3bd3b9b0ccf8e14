import { z } from "zod";
import { covers } from "#features/rooms/index.ts";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { command, type Work } from "#platform/operations/index.ts";
import { findSubjects } from "#platform/roomlog/index.ts";
import { type AudienceShown, messageText, subjectType, threadTitle } from "../model/schema.ts";
import { audiencesShown } from "../queries/audiences.ts";
import { mayCommentIn } from "../queries/may-talk.ts";
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
      if (
        input.subjectType === "document" &&
        !(await mayCommentIn(tx, input.room, input.subject, [audience.id])).has(audience.id)
      )
        throw forbidden("document-no-comments");
    }
    return beginThread({ tx, actor, now, emit }, { ...input, subject: input.subject ?? null, audience });
  },
});

/**
 * Writes a thread with its first message, in the transaction of a command that has seen to it that everyone in the
 * audience sees the subject.
 * @throws Problem on the field `text` for a mention that names nobody
 */
export async function beginThread(
  { tx, actor, now, emit }: Pick<Work<unknown>, "tx" | "actor" | "now" | "emit">,
  given: {
    room: string;
    audience: AudienceShown;
    subjectType: z.infer<typeof subjectType>;
    subject: string | null;
    title: string;
    text: string;
  },
): Promise<{ thread: string; message: string }> {
  const text = withMentions(given.text, given.audience);
  const thread = newId();
  await tx
    .insertInto("thread")
    .values({
      room_id: given.room,
      id: thread,
      audience_id: given.audience.id,
      subject_type: given.subjectType,
      subject_id: given.subject,
      title: given.title,
      author_id: actor.personId,
      started_at: now,
      messages: 1,
      last_at: now,
    })
    .execute();
  const message = await writeMessage(tx, {
    room: given.room,
    thread,
    audience: given.audience.id,
    place: 1,
    author: actor.personId,
    text,
    now,
  });
  emit({
    room: given.room,
    audience: given.audience.id,
    kind: "thread.started",
    subject: { type: "thread", id: thread },
    data: { message: message.id, mentions: message.mentions },
  });
  return { thread, message: message.id };
}
