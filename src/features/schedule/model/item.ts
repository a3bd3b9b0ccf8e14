import { z } from "zod";
import { addDays, instantOf, isZone, type Wall, wallOf } from "./zones.ts";

export const itemKind = z.enum(["meeting", "deadline", "delivery", "milestone"]);
export type ItemKind = z.infer<typeof itemKind>;

export const itemState = z.enum(["proposed", "agreed", "declined", "cancelled", "done"]);
export type ItemState = z.infer<typeof itemState>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time-wrong");
const date = z.iso.date().refine((value) => value >= "2000-01-01" && value < "2100-01-01", "date-far");

/**
 * When, as people say it: a day, perhaps a time of day, perhaps an end, by the clocks of a zone. Without `from` it is
 * whole days. `lastDay` is for what ends on a later day.
 */
export const whenFields = {
  day: date,
  from: clock.optional(),
  until: clock.optional(),
  lastDay: date.optional(),
  zone: z.string().refine(isZone, "zone-unknown"),
};
export interface When {
  day: string;
  from?: string | undefined;
  until?: string | undefined;
  lastDay?: string | undefined;
  zone: string;
}

/** What it is, in words. */
export const wordFields = {
  title: z.string().trim().min(1).max(160).transform(oneLine),
  place: z.string().trim().max(200).transform(oneLine).default(""),
  link: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(500)]).default(""),
  note: z.string().trim().max(4000).default(""),
};

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** The time of an item as it is kept: instants, or whole days. */
export interface ItemTime {
  startsAt: Date | null;
  endsAt: Date | null;
  day: string | null;
  lastDay: string | null;
  zone: string;
}

/** A time that cannot be: the code of its words and the field. */
export interface WhenFault {
  code: "time-skipped" | "end-before-start" | "until-without-from";
  field: "from" | "until" | "lastDay";
}

/** Makes instants of what was typed. @returns the time, or what is wrong with it */
export function timeOf(when: When): ItemTime | WhenFault {
  const { day, from, until, zone } = when;
  const lastDay = when.lastDay && when.lastDay !== day ? when.lastDay : null;
  if (lastDay && lastDay < day) return { code: "end-before-start", field: "lastDay" };
  if (!from) {
    if (until) return { code: "until-without-from", field: "from" };
    return { startsAt: null, endsAt: null, day, lastDay, zone };
  }
  const startsAt = instantOf(`${day}T${from}`, zone);
  if (!startsAt) return { code: "time-skipped", field: "from" };
  if (!until && !lastDay) return { startsAt, endsAt: null, day: null, lastDay: null, zone };
  const endsAt = instantOf(`${lastDay ?? day}T${until ?? "23:59"}`, zone);
  if (!endsAt) return { code: "time-skipped", field: "until" };
  if (endsAt <= startsAt) return { code: "end-before-start", field: "until" };
  return { startsAt, endsAt, day: null, lastDay: null, zone };
}

/** The time of an item as it would be typed. */
export function whenOf(time: ItemTime): When {
  if (time.day || !time.startsAt)
    return { day: time.day ?? "", lastDay: time.lastDay ?? undefined, zone: time.zone };
  const start = wallOf(time.startsAt, time.zone);
  const end = time.endsAt ? wallOf(time.endsAt, time.zone) : undefined;
  return {
    day: start.slice(0, 10),
    from: start.slice(11),
    until: end?.slice(11),
    lastDay: end && end.slice(0, 10) !== start.slice(0, 10) ? end.slice(0, 10) : undefined,
    zone: time.zone,
  };
}

/** Whether two times are the same moment and extent; a zone alone changes nothing but how it is shown. */
export const sameTime = (a: ItemTime, b: ItemTime): boolean =>
  a.startsAt?.getTime() === b.startsAt?.getTime() &&
  a.endsAt?.getTime() === b.endsAt?.getTime() &&
  a.day === b.day &&
  a.lastDay === b.lastDay;

/** A time as it travels to screens and into the log: ISO instants. */
export const timeShown = z.object({
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  day: z.iso.date().nullable(),
  lastDay: z.iso.date().nullable(),
  zone: z.string(),
});
export type TimeShown = z.infer<typeof timeShown>;

export const showTime = (time: ItemTime): TimeShown => ({
  ...time,
  startsAt: time.startsAt?.toISOString() ?? null,
  endsAt: time.endsAt?.toISOString() ?? null,
});

/** When it begins by the clocks of a zone, for sorting and grouping: whole days begin at midnight. */
export const beginsAt = (time: TimeShown, zone: string): Wall =>
  time.startsAt ? wallOf(new Date(time.startsAt), zone) : `${time.day}T00:00`;

/** When it is over by the clocks of a zone: the end, or the end of the day for whole days. */
export const isOver = (time: TimeShown, now: Date, zone: string): boolean => {
  if (time.startsAt) return new Date(time.endsAt ?? time.startsAt) < now;
  return addDays(time.lastDay ?? time.day ?? "", 1) <= wallOf(now, zone).slice(0, 10);
};
