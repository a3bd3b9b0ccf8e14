import { z } from "zod";
import { type Topic, topics } from "./rules.ts";

export const delivery = z.enum(["at-once", "daily", "none"]);
export type Delivery = z.infer<typeof delivery>;

/** What holds until a person chooses: at once what waits for an answer, once a day what is good to know. */
const usual: Record<Topic, Delivery> = {
  mentions: "at-once",
  replies: "at-once",
  threads: "daily",
  tasks: "at-once",
  documents: "daily",
  meetings: "at-once",
  members: "daily",
};

export const deliveries = z.record(z.enum(topics), delivery);
export type Deliveries = z.infer<typeof deliveries>;

export interface Settings {
  delivery: Deliveries;
  /** Hour of the daily mail in the person's own time zone. */
  dailyHour: number;
  version: number;
}

/** The settings in a row, or the usual ones; topics that were added since are as usual. */
export function settingsOf(
  row: { delivery: unknown; daily_hour: number; version: number } | undefined,
): Settings {
  const chosen = z.partialRecord(z.enum(topics), delivery).safeParse(row?.delivery ?? {});
  return {
    delivery: { ...usual, ...(chosen.success ? chosen.data : {}) },
    dailyHour: row?.daily_hour ?? 8,
    version: row?.version ?? 0,
  };
}

/** Every topic without mail. */
export const nothing: Deliveries = {
  mentions: "none",
  replies: "none",
  threads: "none",
  tasks: "none",
  documents: "none",
  meetings: "none",
  members: "none",
};

/** When a mail is due: now, at the next daily hour, or never (null). */
export function dueAt(how: Delivery, dailyHour: number, timeZone: string, now: Date): Date | null {
  if (how === "none") return null;
  return how === "daily" ? nextHour(dailyHour, timeZone, now) : now;
}

const quarter = 15 * 60_000;

/**
 * The next moment after `now` at which the clock in `timeZone` shows `hour`:00 (every zone is whole quarters from UTC).
 * On the day on which that hour is left out, the first quarter after it.
 */
export function nextHour(hour: number, timeZone: string, now: Date): Date {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  });
  const local = (at: number) => {
    const parts = format.formatToParts(at);
    const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    return number("hour") * 60 + number("minute");
  };
  const wanted = hour * 60;
  let at = Math.floor(now.getTime() / quarter) * quarter;
  let before = local(at);
  for (;;) {
    at += quarter;
    const clock = local(at);
    // The clock passes the hour: exactly, by a leap over it, or over midnight.
    const passed =
      before < clock
        ? before < wanted && wanted <= clock
        : clock < before && before - clock > 720 && wanted <= clock;
    if (passed) return new Date(at);
    before = clock;
  }
}
