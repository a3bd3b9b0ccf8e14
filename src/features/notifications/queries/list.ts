import { z } from "zod";
import { post } from "#platform/identity/letters.ts";
import { query } from "#platform/operations/index.ts";
import { readItems, unreadNotifications } from "../items.ts";
import { reasons } from "../model/rules.ts";
import { deliveries } from "../model/settings.ts";
import { readSettings } from "../settings.ts";

const pageSize = 40;

const cursor = {
  write: ({ at, id }: { at: Date; id: string }) =>
    Buffer.from(`${at.toISOString()} ${id}`).toString("base64url"),
  read(text: string | undefined) {
    const match = /^(\S{24}) ([0-9a-f-]{36})$/.exec(Buffer.from(text ?? "", "base64url").toString());
    const at = new Date(match?.[1] ?? Number.NaN);
    return match?.[2] && !Number.isNaN(at.getTime()) ? { at, id: match[2] } : null;
  },
};

/** What concerns me, in all my rooms, the latest first. */
export const notifications = query({
  name: "notifications.list",
  summary: "What concerns me in all my rooms, the latest first",
  http: "GET /notifications",
  capability: "anyone",
  input: z.object({ show: z.enum(["all", "unread"]).default("all"), before: z.string().max(200).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        room: z.uuid(),
        roomName: z.string(),
        at: z.iso.datetime(),
        read: z.boolean(),
        reason: z.enum(reasons),
        actor: z.string(),
        belongs: z.string(),
        title: z.string(),
        titles: z.array(z.string()),
        more: z.int(),
        revision: z.string(),
        purpose: z.string(),
        /** Who reads what it tells of. */
        audience: z.object({
          id: z.uuid(),
          kind: z.enum(["room", "seller", "buyer", "commercial", "custom"]),
          name: z.string(),
        }),
        /** Of a comment on a page. `page` 0: it has no place now; `state`: where it was said to stand. */
        comment: z
          .object({ ordinal: z.int(), page: z.int(), words: z.string(), state: z.string() })
          .nullable(),
      }),
    ),
    unread: z.int(),
    next: z.string().nullable(),
  }),
  async run({ tx, actor, input }) {
    const { items, more } = await readItems(tx, actor.personId, {
      unread: input.show === "unread",
      before: cursor.read(input.before),
      limit: pageSize,
    });
    return {
      items: items.map((item) => ({
        ...item,
        at: item.at.toISOString(),
        audience: { ...item.audience, kind: item.audience.kind as "room" },
      })),
      unread: await unreadNotifications(tx, actor.personId),
      next: more && cursor.write(more),
    };
  },
});

/** How I am told. */
export const mailSettings = query({
  name: "notifications.settings",
  summary: "About what I get mail, and when",
  http: "GET /notification-settings",
  capability: "anyone",
  input: z.object({}),
  output: z.object({
    delivery: deliveries,
    dailyHour: z.int(),
    timeZone: z.string(),
    version: z.int(),
    /** False: this deployment sends no mail. */
    mailing: z.boolean(),
  }),
  async run({ tx, actor }) {
    const settings = await readSettings(tx, actor.personId);
    const person = await tx
      .selectFrom("person")
      .select("time_zone")
      .where("id", "=", actor.personId)
      .executeTakeFirst();
    return { ...settings, timeZone: person?.time_zone ?? "UTC", mailing: post().configured };
  },
});
