import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { markRead } from "./write.ts";

/** Notes how far I have read. Nobody else can see it, so nothing is said in the room log. */
export const readThread = command({
  name: "conversations.read",
  summary: "Note how far I have read a conversation; only I can see this",
  http: "PUT /rooms/{room}/threads/{thread}/mark",
  capability: "room.see",
  input: z.object({ room: z.uuid(), thread: z.uuid(), place: z.int().min(0) }),
  output: z.object({ place: z.int() }),
  async run({ tx, actor, input }) {
    const thread = await tx
      .selectFrom("thread")
      .select("messages")
      .where("room_id", "=", input.room)
      .where("id", "=", input.thread)
      .executeTakeFirst();
    if (!thread) throw notFound();
    const place = Math.min(input.place, thread.messages);
    await markRead(tx, actor.personId, input.room, input.thread, place);
    return { place };
  },
});
