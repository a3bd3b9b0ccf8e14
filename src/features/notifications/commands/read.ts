import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { readItems } from "../items.ts";

/** Opens what a notification points to: notes that I have read it and gives its address. Said to nobody else. */
export const openNotification = command({
  name: "notifications.open",
  summary: "Note that I have read a notification, and get the address of what it points to",
  http: "POST /notifications/{room}/{id}/opening",
  capability: "anyone",
  input: z.object({ room: z.uuid(), id: z.uuid() }),
  output: z.object({ path: z.string() }),
  async run({ tx, actor, input, now }) {
    await tx
      .updateTable("notification")
      .set({ read_at: now })
      .where("room_id", "=", input.room)
      .where("audience_id", "=", actor.personId)
      .where("id", "=", input.id)
      .where("read_at", "is", null)
      .execute();
    const { items } = await readItems(tx, actor.personId, { ids: [input.id], limit: 1 });
    const [item] = items;
    if (!item) throw notFound();
    return { path: item.path };
  },
});

/** Everything is read. */
export const readAll = command({
  name: "notifications.read-all",
  summary: "Note that I have read all my notifications",
  http: "POST /notifications/reading",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ read: z.int() }),
  async run({ tx, actor, now }) {
    const { numUpdatedRows } = await tx
      .updateTable("notification")
      .set({ read_at: now })
      .where("audience_id", "=", actor.personId)
      .where("read_at", "is", null)
      .executeTakeFirst();
    return { read: Number(numUpdatedRows) };
  },
});
