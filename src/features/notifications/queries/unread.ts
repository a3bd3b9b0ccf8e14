import { z } from "zod";
import { query } from "#platform/operations/index.ts";
import { unreadNotifications } from "../items.ts";

/** The number at the bell. The screens ask for it after they are there, so that no screen waits for it. */
export const unread = query({
  name: "notifications.unread",
  summary: "How many notifications I have not read; at most 99 are counted",
  http: "GET /notifications/unread",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ count: z.int() }),
  run: async ({ tx, actor }) => ({ count: await unreadNotifications(tx, actor.personId) }),
});
