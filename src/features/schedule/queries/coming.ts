import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { type ItemShown, itemShown, readItems } from "./rows.ts";

/** The next meeting of a room that is agreed or proposed and not over; null when there is none. One round trip. */
export async function nextMeeting(
  tx: Tx,
  me: string,
  room: string,
  now = new Date(),
): Promise<ItemShown | null> {
  return (await readItems(tx, { me, room, comingAt: now, limit: 1 }))[0] ?? null;
}

/** The next meetings of all my rooms, the soonest first. One round trip. */
export const nextMeetings = (tx: Tx, me: string, now = new Date(), limit = 10): Promise<ItemShown[]> =>
  readItems(tx, { me, comingAt: now, limit });

/** Proposals that wait for the answer of my side, in one room or in all of mine. One round trip. */
export const scheduleWaiting = (tx: Tx, me: string, room?: string): Promise<ItemShown[]> =>
  readItems(tx, { me, room, waiting: true, limit: 100 });

/** What is next in all my rooms, and what waits for my side. */
export const comingItems = query({
  name: "schedule.coming",
  summary: "The next meetings of all my rooms, and the proposals that wait for my side's answer",
  http: "GET /schedule-items",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ meetings: z.array(itemShown), waiting: z.array(itemShown) }),
  async run({ tx, actor, now }) {
    const [meetings, waiting] = await Promise.all([
      nextMeetings(tx, actor.personId, now),
      scheduleWaiting(tx, actor.personId),
    ]);
    return { meetings, waiting };
  },
});
