import { formatFor, useMessages, useReading } from "#platform/i18n/index.ts";
import type { State } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import type { TimeShown } from "../model/time.ts";
import { placeOfZone, wallOf } from "../model/zones.ts";
import type { ItemShown } from "../queries/rows.ts";

/** Times of the schedule in the reader's words and zone, and where it differs, also in the zone of the place. */
export function useTimeWords() {
  const t = useMessages(scheduleMessages);
  const { locale, timeZone } = useReading();
  const clocks = (time: TimeShown, zone: string): string => {
    if (!time.startsAt) return t("whole-day");
    const format = formatFor(locale, zone);
    const from = format.time(time.startsAt);
    if (!time.endsAt) return from;
    const sameDay = dayIn(time.startsAt, zone) === dayIn(time.endsAt, zone);
    return t("range", {
      from,
      until: sameDay
        ? format.time(time.endsAt)
        : ` ${sameMonth(time.startsAt, time.endsAt, zone) ? format.dayOfMonth(time.endsAt) : format.date(time.endsAt)} ${format.time(time.endsAt)}`,
    });
  };
  /** By the clocks of the place, when they show something else than the reader's. */
  const atPlace = (time: TimeShown): string | null => {
    if (!time.startsAt) return null;
    const start = new Date(time.startsAt);
    if (wallOf(start, time.zone) === wallOf(start, timeZone)) return null;
    const sameDay = dayIn(time.startsAt, time.zone) === dayIn(time.startsAt, timeZone);
    const day = sameDay ? "" : `${formatFor(locale, time.zone).dayOfMonth(time.startsAt)} `;
    return t("at-place", { time: day + clocks(time, time.zone), place: placeOfZone(time.zone) });
  };
  const days = (time: TimeShown): string => {
    const format = formatFor(locale, timeZone);
    if (time.startsAt) return format.day(time.startsAt);
    return time.lastDay
      ? t("days", { from: format.day(time.day ?? ""), until: format.day(time.lastDay) })
      : format.day(time.day ?? "");
  };
  return {
    clocks: (time: TimeShown) => clocks(time, timeZone),
    atPlace,
    /** Day and time of day in one line. */
    full: (time: TimeShown): string => {
      if (!time.startsAt) return days(time);
      const place = atPlace(time);
      return `${days(time)}, ${clocks(time, timeZone)}${place ? ` · ${place}` : ""}`;
    },
    zonePlace: placeOfZone(timeZone),
  };
}

const sameMonth = (from: string, until: string, zone: string) =>
  dayIn(from, zone).slice(0, 7) === dayIn(until, zone).slice(0, 7);

const dayIn = (instant: string, zone: string) => wallOf(new Date(instant), zone).slice(0, 10);

const marks = {
  proposed: "proposed",
  agreed: "agreed",
  declined: "blocked",
  cancelled: "dropped",
  done: "done",
} as const satisfies Record<ItemShown["state"], State>;

/** The state of an item: what is of one team only was agreed with nobody and is simply planned. */
export function useStateWords(): (item: ItemShown) => { state: State; label: string } {
  const t = useMessages(scheduleMessages);
  return (item) => {
    const own = item.audience.kind === "seller" || item.audience.kind === "buyer";
    if (own && item.state === "agreed") return { state: "planned", label: t("state-own") };
    return { state: marks[item.state], label: t(`state-${item.state}`) };
  };
}

/** Whose answer is missing; null when none is. */
export function useWaitWords(): (item: ItemShown) => string | null {
  const t = useMessages(scheduleMessages);
  return ({ state, awaits, waitsForMe }) => {
    if (state !== "proposed") return null;
    if (waitsForMe) return t("waits-me");
    return awaits.length > 1 ? t("waits-both") : t("waits-side", { side: awaits[0] ?? "other" });
  };
}
