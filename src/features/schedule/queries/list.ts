import { z } from "zod";
import { scheduleMilestones } from "#features/process/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { processMilestone } from "../milestones.ts";
import { itemKind } from "../model/item.ts";
import { audienceShown, type ItemShown, itemShown, readItems } from "./rows.ts";

/** My audiences in a room by id, for rows that name only the id. */
const audiencesIn = (tx: Tx, room: string) =>
  tx.selectFrom("audience").where("room_id", "=", room).select(["id", "kind", "name"]).execute();

/** One schedule of the room: what both sides agreed or propose, my own team's items, dates of the process. */
export const scheduleList = query({
  name: "schedule.list",
  summary: "The schedule of a room in the order of time, with the dates of its process",
  http: "GET /rooms/{room}/schedule-items",
  capability: "room.see",
  input: z.object({
    room: z.uuid(),
    kind: itemKind.optional(),
    /** Open: proposals that wait for an answer. Mine: what I proposed or am wanted at. */
    show: z.enum(["all", "open", "mine"]).default("all"),
  }),
  output: z.object({
    items: z.array(itemShown),
    milestones: z.array(processMilestone.extend({ audience: audienceShown })),
    next: itemShown.nullable(),
    /** How many proposals wait for my side, whatever the filter. */
    waiting: z.int(),
  }),
  async run({ tx, actor, input, now }) {
    const [all, dates, audiences] = await Promise.all([
      readItems(tx, { me: actor.personId, room: input.room }),
      scheduleMilestones(tx, input.room),
      audiencesIn(tx, input.room),
    ]);
    const chosen = { all: () => true, open: isOpen, mine: isMine }[input.show];
    const withProcess = input.show === "all" && (!input.kind || input.kind === "milestone");
    return {
      items: all.filter((item) => chosen(item) && (!input.kind || item.kind === input.kind)),
      milestones: withProcess
        ? dates.flatMap((date) => {
            const audience = audiences.find(({ id }) => id === date.audience);
            return audience ? [{ ...date, audience: audienceShown.parse(audience) }] : [];
          })
        : [],
      next: all.find((item) => isComing(item, now)) ?? null,
      waiting: all.filter((item) => item.waitsForMe).length,
    };
  },
});

const isOpen = (item: ItemShown) => item.state === "proposed";
const isMine = (item: ItemShown) => item.mine;
const isComing = (item: ItemShown, now: Date) =>
  item.kind === "meeting" &&
  (item.state === "proposed" || item.state === "agreed") &&
  (item.time.startsAt
    ? new Date(item.time.endsAt ?? item.time.startsAt) >= now
    : (item.time.lastDay ?? item.time.day ?? "") >= now.toISOString().slice(0, 10));
