import type { Actor, Tx } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { newId } from "#platform/ids.ts";
import { resolveMentions } from "../model/mentions.ts";
import type { AudienceShown } from "../model/schema.ts";
import { mentioned } from "../model/text.ts";

/** A typed text with its mentions found among the audience. @throws Problem on the field `text`, with the words that name nobody */
export function withMentions(typed: string, audience: AudienceShown): string {
  const resolved = resolveMentions(typed, audience.people);
  if ("unknown" in resolved) throw refused("mention-unknown", { name: resolved.unknown }, "text");
  if ("ambiguous" in resolved) throw refused("mention-ambiguous", { name: resolved.ambiguous }, "text");
  return resolved.text;
}

/** What a new message needs. */
interface NewMessage {
  room: string;
  thread: string;
  audience: string;
  place: number;
  author: string;
  text: string;
  now: Date;
}

/** Writes a message, its mentions, and that its author has read so far. @returns its id and whom it mentions */
export async function writeMessage(tx: Tx, message: NewMessage): Promise<{ id: string; mentions: string[] }> {
  const id = newId();
  await tx
    .insertInto("message")
    .values({
      room_id: message.room,
      id,
      audience_id: message.audience,
      thread_id: message.thread,
      place: message.place,
      author_id: message.author,
      text: message.text,
      sent_at: message.now,
    })
    .execute();
  const mentions = mentioned(message.text);
  await addMentions(tx, { ...message, id }, mentions);
  await markRead(tx, message.author, message.room, message.thread, message.place);
  return { id, mentions };
}

/** Adds a message at the end of a thread whose audience is known; who may write there was checked before. Tells nobody of it. */
export async function appendMessage(
  { tx, actor, now }: { tx: Tx; actor: Actor; now: Date },
  given: { room: string; thread: string; audience: AudienceShown; text: string },
): Promise<{ id: string; mentions: string[]; place: number }> {
  const text = withMentions(given.text, given.audience);
  const { messages: place } = await tx
    .updateTable("thread")
    .set((row) => ({ messages: row("messages", "+", 1), last_at: now }))
    .where("room_id", "=", given.room)
    .where("id", "=", given.thread)
    .returning("messages")
    .executeTakeFirstOrThrow();
  const { room, thread } = given;
  const audience = given.audience.id;
  const written = await writeMessage(tx, {
    room,
    thread,
    audience,
    place,
    author: actor.personId,
    text,
    now,
  });
  return { ...written, place };
}

/** Notes whom a message mentions. */
export async function addMentions(
  tx: Tx,
  message: { room: string; id: string; audience: string },
  people: string[],
): Promise<void> {
  if (people.length === 0) return;
  await tx
    .insertInto("mention")
    .values(
      people.map((person) => ({
        room_id: message.room,
        message_id: message.id,
        person_id: person,
        audience_id: message.audience,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Moves a person's own mark forward; it never goes back. */
export async function markRead(
  tx: Tx,
  me: string,
  room: string,
  thread: string,
  place: number,
): Promise<void> {
  await tx
    .insertInto("thread_read")
    .values({ room_id: room, audience_id: me, thread_id: thread, place })
    .onConflict((conflict) =>
      conflict
        .columns(["room_id", "audience_id", "thread_id"])
        .doUpdateSet({ place })
        .where("thread_read.place", "<", place),
    )
    .execute();
}
