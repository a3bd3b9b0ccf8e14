import { z } from "zod";
import { notFound } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { readItems } from "../items.ts";
import { opens } from "../model/opened.ts";

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

/** Whoever opens a thing itself has read what the notifications tell of it. Said to nobody else. */
export const readOpened = command({
  name: "notifications.read-opened",
  summary: "Note that I have opened a thing in a room: what notifications tell of it is read",
  http: "POST /rooms/{room}/notifications/opened",
  capability: "room.see",
  input: z.object({ room: z.uuid(), path: z.string().max(2000) }),
  output: z.object({ read: z.int() }),
  async run({ tx, actor, input, now }) {
    const { items } = await readItems(tx, actor.personId, { room: input.room, unread: true, limit: 100 });
    const ids = items.flatMap((item) => (opens(input.path, item.path) ? [item.id] : []));
    if (ids.length === 0) return { read: 0 };
    const { numUpdatedRows } = await tx
      .updateTable("notification")
      .set({ read_at: now })
      .where("room_id", "=", input.room)
      .where("audience_id", "=", actor.personId)
      .where("id", "in", ids)
      .where("read_at", "is", null)
      .executeTakeFirst();
    return { read: Number(numUpdatedRows) };
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
