import { z } from "zod";
import { post } from "#platform/identity/letters.ts";
import { enqueue } from "#platform/jobs/index.ts";
import { command } from "#platform/operations/index.ts";
import { mailHeads } from "../jobs.ts";

/**
 * Sends the heads of the room's log to the leads of every side, so that each side holds what nobody can change any more.
 * Each is sent the heads of their own audiences, read as they read; the one who asks learns nothing of the others'.
 */
export const sendHeads = command({
  name: "log.send-heads",
  summary:
    "Mails the heads of the room's log to the leads of both sides, to each those of their own audiences",
  http: "POST /rooms/{room}/log/heads/letters",
  capability: "room.lead",
  input: z.object({ room: z.uuid() }),
  output: z.object({
    leads: z.array(z.string()),
    /** False where no mail is sent from here: each lead reads the heads on the screen. */
    mailed: z.boolean(),
  }),
  async run(work) {
    const { tx, input, now, emit } = work;
    const [leads, audience] = await Promise.all([
      tx
        .selectFrom("member")
        .select(["id", "name"])
        .where("room_id", "=", input.room)
        .where("role", "=", "lead")
        .where("left_at", "is", null)
        .orderBy("name")
        .execute(),
      tx
        .selectFrom("audience")
        .select("id")
        .where("room_id", "=", input.room)
        .where("kind", "=", "room")
        .executeTakeFirstOrThrow(),
    ]);
    const { configured } = post();
    const names = leads.map(({ name }) => name);
    emit({
      room: input.room,
      audience: audience.id,
      kind: "room.heads-sent",
      subject: { type: "room", id: input.room },
      data: { leads: names, mailed: configured },
    });
    if (configured)
      for (const { id } of leads)
        await enqueue(work, mailHeads, { room: input.room, person: id, at: now.toISOString() });
    return { leads: names, mailed: configured };
  },
});
