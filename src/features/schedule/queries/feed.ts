import { z } from "zod";
import { scheduleMilestones } from "#features/process/index.ts";
import { query } from "#platform/operations/index.ts";
import { calendarEvent, commercialRule, eventOf, eventOfMilestone } from "../calendar/events.ts";
import { readItems } from "./rows.ts";

const keptDays = 180;

/** What my calendar holds: the items of all my rooms that I may see, of the last half year and to come. */
export const calendarFeed = query({
  name: "calendar.events",
  summary: "The events of my calendar: what I may see of the schedules of all my rooms",
  http: "GET /me/calendar-events",
  capability: "anyone",
  input: z.object({}),
  output: z.object({ events: z.array(calendarEvent) }),
  async run({ tx, actor, now }) {
    const since = new Date(now.getTime() - keptDays * 86_400_000);
    const [link, items, dates, audiences] = await Promise.all([
      tx
        .selectFrom("calendar_link")
        .where("audience_id", "=", actor.personId)
        .select("commercial")
        .executeTakeFirst(),
      readItems(tx, { me: actor.personId, since, limit: 5000 }),
      scheduleMilestones(tx, null),
      tx
        .selectFrom("audience as a")
        .innerJoin("room as r", "r.id", "a.room_id")
        .select(["a.id", "a.kind", "r.name"])
        .execute(),
    ]);
    const rule = commercialRule.parse(link?.commercial ?? "words");
    const known = new Map(audiences.map((audience) => [audience.id, audience]));
    return {
      events: [
        ...items.flatMap((item) => eventOf(item, rule) ?? []),
        ...dates
          .filter((date) => (date.lastDay ?? date.day) >= since.toISOString().slice(0, 10))
          .flatMap((date) => {
            const audience = known.get(date.audience);
            return audience ? (eventOfMilestone(date, audience.name, audience.kind, rule) ?? []) : [];
          }),
      ],
    };
  },
});

/** Whether I have a private calendar address, and what it tells of what not everyone in a room reads. The address itself is not kept. */
export const calendarSettings = query({
  name: "calendar.settings",
  summary:
    "Whether I have a private calendar address, and what it tells of what not everyone in a room reads",
  http: "GET /me/calendar-link",
  capability: "anyone",
  input: z.object({}),
  output: z.object({
    link: z.object({ commercial: commercialRule, madeAt: z.iso.datetime() }).nullable(),
  }),
  async run({ tx, actor }) {
    const row = await tx
      .selectFrom("calendar_link")
      .where("audience_id", "=", actor.personId)
      .select(["commercial", "made_at"])
      .executeTakeFirst();
    return {
      link: row
        ? { commercial: commercialRule.parse(row.commercial), madeAt: row.made_at.toISOString() }
        : null,
    };
  },
});
