import { onAnswer } from "#features/conversations/index.ts";

/**
 * An answer makes an open comment of somebody else answered, wherever it is written: beside the page or on the screen of the
 * conversation. Who made the comment may add to it without answering it.
 */
onAnswer("markup", async ({ tx, actor }, { room, thread }) => {
  await tx
    .updateTable("markup")
    .set((row) => ({ state: "answered", version: row("version", "+", 1) }))
    .where("room_id", "=", room)
    .where("thread_id", "=", thread)
    .where("state", "=", "open")
    .where("author_id", "<>", actor.personId)
    .execute();
});
