import { addDays, instantOf, type Wall, wallOf } from "./zones.ts";

// No schemas in here: screens use it in the browser.

export const itemKinds = ["meeting", "deadline", "delivery", "milestone"] as const;
export const itemStates = ["proposed", "agreed", "declined", "cancelled", "done"] as const;
export type ItemState = (typeof itemStates)[number];

/** When, as people type it: a day, perhaps times of day, perhaps a last day, by the clocks of a zone. */
export interface When {
  day: string;
  from?: string | undefined;
  until?: string | undefined;
  lastDay?: string | undefined;
  zone: string;
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
export function whenOf(time: ItemTime | TimeShown): When {
  const { zone } = time;
  if (time.day || !time.startsAt) return { day: time.day ?? "", lastDay: time.lastDay ?? undefined, zone };
  const start = wallOf(new Date(time.startsAt), zone);
  const end = time.endsAt ? wallOf(new Date(time.endsAt), zone) : undefined;
  return {
    day: start.slice(0, 10),
    from: start.slice(11),
    until: end?.slice(11),
    lastDay: end && end.slice(0, 10) !== start.slice(0, 10) ? end.slice(0, 10) : undefined,
    zone,
  };
}

/** Whether two times are the same moment and extent; a zone alone changes nothing but how it is shown. */
export const sameTime = (a: ItemTime, b: ItemTime): boolean =>
  a.startsAt?.getTime() === b.startsAt?.getTime() &&
  a.endsAt?.getTime() === b.endsAt?.getTime() &&
  a.day === b.day &&
  a.lastDay === b.lastDay;

/** A time as it travels to screens and into the log: ISO instants, or whole days. */
export interface TimeShown {
  startsAt: string | null;
  endsAt: string | null;
  day: string | null;
  lastDay: string | null;
  zone: string;
}

/** A time as it goes over the wire: moments as ISO texts. */
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
