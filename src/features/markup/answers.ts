import { onAnswer } from "#features/conversations/index.ts";
import { keepSettlement } from "./commands/settlement.ts";

/**
 * An answer makes an open comment of somebody else answered, wherever it is written: beside the page or on the screen of the
 * conversation. Who made the comment may add to it without answering it.
 */
onAnswer("markup", async ({ tx, actor, now }, { room, thread }) => {
  const answered = await tx
    .updateTable("markup")
    .set((row) => ({ state: "answered", version: row("version", "+", 1) }))
    .where("room_id", "=", room)
    .where("thread_id", "=", thread)
    .where("state", "=", "open")
    .where("author_id", "<>", actor.personId)
    .returning(["id", "audience_id"])
    .executeTakeFirst();
  if (!answered) return;
  const { id, audience_id: audience } = answered;
  await keepSettlement({ tx, actor, now }, { room, audience, markup: id, state: "answered", reason: null });
});
