import { z } from "zod";
import { forbidden, notFound } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { answered } from "../answered.ts";
import { messageText } from "../model/schema.ts";
import { audiencesShown } from "../queries/audiences.ts";
import { mayWriteIn } from "../queries/may-talk.ts";
import { appendMessage } from "./write.ts";

/** Adds a message to a thread, for exactly the thread's audience. */
export const sendMessage = command({
  name: "conversations.send",
  summary: "Send a message to a conversation",
  http: "POST /rooms/{room}/threads/{thread}/messages",
  capability: "room.talk",
  input: z.object({ room: z.uuid(), thread: z.uuid(), text: messageText }),
  output: z.object({ message: z.uuid(), place: z.int() }),
  async run({ tx, actor, input, now, emit }) {
    const thread = await tx
      .selectFrom("thread")
      .select("audience_id")
      .where("room_id", "=", input.room)
      .where("id", "=", input.thread)
      .executeTakeFirst();
    const [audience] = thread ? await audiencesShown(tx, input.room, [thread.audience_id]) : [];
    if (!audience) throw notFound();
    if (!(await mayWriteIn(tx, input.room, input.thread))) throw forbidden("document-no-comments");
    const { room, thread: id, text } = input;
    const message = await appendMessage({ tx, actor, now }, { room, thread: id, audience, text });
    emit({
      room: input.room,
      audience: audience.id,
      kind: "message.sent",
      subject: { type: "thread", id: input.thread },
      data: { message: message.id, mentions: message.mentions },
    });
    await answered(
      { tx, actor, emit, now },
      { room: input.room, thread: input.thread, audience: audience.id },
    );
    return { message: message.id, place: message.place };
  },
});
