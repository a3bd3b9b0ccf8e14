import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { callName } from "../model/mentions.ts";
import { messageText } from "../model/schema.ts";
import { inWords, mentioned } from "../model/text.ts";
import { audiencesShown } from "../queries/audiences.ts";
import { addMentions, withMentions } from "./write.ts";

const input = z.object({ room: z.uuid(), message: z.uuid(), version: z.int() });

/** My own message in the version that I saw. @throws Problem when it is not there, not mine, withdrawn, or changed since */
async function ownMessage(tx: Tx, me: string, wanted: z.infer<typeof input>) {
  const message = await tx
    .selectFrom("message")
    .select(["id", "audience_id", "thread_id", "author_id", "text", "withdrawn_at", "version"])
    .where("room_id", "=", wanted.room)
    .where("id", "=", wanted.message)
    .executeTakeFirst();
  if (!message) throw notFound();
  if (message.author_id !== me) throw forbidden("message-not-yours");
  if (message.withdrawn_at) throw refused("message-withdrawn");
  if (message.version !== wanted.version) throw stale();
  return message;
}

/** Puts new words in place of the old, which stay readable as the message's history. */
async function replace(
  tx: Tx,
  room: string,
  old: Awaited<ReturnType<typeof ownMessage>>,
  now: Date,
  change: { text: string; edited_at?: Date; withdrawn_at?: Date },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("message")
    .set({ ...change, version: old.version + 1 })
    .where("room_id", "=", room)
    .where("id", "=", old.id)
    .where("version", "=", old.version)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw stale();
  await tx
    .insertInto("message_edit")
    .values({
      room_id: room,
      message_id: old.id,
      version: old.version,
      audience_id: old.audience_id,
      text: old.text,
      replaced_at: now,
    })
    .execute();
}

/** Changes one's own message. */
export const editMessage = command({
  name: "conversations.edit",
  summary: "Change a message of one's own; what it said before stays readable",
  http: "PATCH /rooms/{room}/messages/{message}",
  capability: "room.talk",
  input: input.extend({ text: messageText }),
  output: z.object({ message: z.uuid(), version: z.int() }),
  async run({ tx, actor, input, now, emit }) {
    const message = await ownMessage(tx, actor.personId, input);
    const [audience] = await audiencesShown(tx, input.room, [message.audience_id]);
    if (!audience) throw notFound();
    const text = withMentions(input.text, audience);
    if (text === message.text) return { message: message.id, version: message.version };
    await replace(tx, input.room, message, now, { text, edited_at: now });
    const before = new Set(mentioned(message.text));
    const mentions = mentioned(text);
    await tx
      .deleteFrom("mention")
      .where("room_id", "=", input.room)
      .where("message_id", "=", message.id)
      .execute();
    await addMentions(tx, { room: input.room, id: message.id, audience: audience.id }, mentions);
    emit({
      room: input.room,
      audience: audience.id,
      kind: "message.edited",
      subject: { type: "thread", id: message.thread_id },
      data: { message: message.id, mentions: mentions.filter((person) => !before.has(person)) },
    });
    return { message: message.id, version: message.version + 1 };
  },
  async standing({ tx, input }) {
    const message = await tx
      .selectFrom("message")
      .select(["audience_id", "text", "version"])
      .where("room_id", "=", input.room)
      .where("id", "=", input.message)
      .executeTakeFirst();
    if (!message) throw notFound();
    const [audience] = await audiencesShown(tx, input.room, [message.audience_id]);
    const people = audience?.people ?? [];
    const text = inWords(message.text, (id) => {
      const person = people.find((one) => one.id === id);
      return person ? callName(person, people) : `[${id}]`;
    });
    return { version: message.version, fields: { text } };
  },
});

/** Takes one's own message back: words in its place say so; what it said stays in its history. */
export const withdrawMessage = command({
  name: "conversations.withdraw",
  summary: "Withdraw a message of one's own; what it said stays readable in its history",
  http: "POST /rooms/{room}/messages/{message}/withdrawal",
  capability: "room.talk",
  input,
  output: z.object({ message: z.uuid(), version: z.int() }),
  async run({ tx, actor, input, now, emit }) {
    const message = await ownMessage(tx, actor.personId, input);
    await replace(tx, input.room, message, now, { text: "", withdrawn_at: now });
    await tx
      .deleteFrom("mention")
      .where("room_id", "=", input.room)
      .where("message_id", "=", message.id)
      .execute();
    emit({
      room: input.room,
      audience: message.audience_id,
      kind: "message.withdrawn",
      subject: { type: "thread", id: message.thread_id },
      data: { message: message.id },
    });
    return { message: message.id, version: message.version + 1 };
  },
});
