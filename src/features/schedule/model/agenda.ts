import type { State } from "#ui/index.ts";
import type { ItemShown } from "../queries/rows.ts";
import { beginsAt, isOver, type TimeShown } from "./time.ts";
import { addDays, type Wall, wallOf } from "./zones.ts";

/** A date of the process as a row of the schedule. */
export interface ProcessDate {
  id: string;
  audience: { id: string; kind: string; name: string };
  type: "gate" | "activity" | "handover";
  title: Record<string, string>;
  day: string;
  lastDay: string | null;
  /** How it stands, in words; null while nothing is to be said. */
  stands: { state: State; label: string } | null;
  path: string;
}

/** One row of the schedule: an item, a date of the process, or the line of today. */
export type AgendaRow = { key: string; begins: Wall; over: boolean } & (
  | { type: "item"; item: ItemShown }
  | { type: "process"; date: ProcessDate }
  | { type: "today" }
);

/** Rows of one week within one month; `week` is its number by ISO 8601. */
export interface AgendaWeek {
  key: string;
  week: number;
  rows: AgendaRow[];
}

/** Rows of one month, `2027-05`. */
export interface AgendaMonth {
  month: string;
  weeks: AgendaWeek[];
}

/** A date of the process as the time of an item: whole days. */
export const timeOfDate = (date: ProcessDate): TimeShown => ({
  startsAt: null,
  endsAt: null,
  day: date.day,
  lastDay: date.lastDay,
  zone: "UTC",
});

/** All rows in the order of the reader's clocks, today's line among them. */
export function agendaRows(
  items: readonly ItemShown[],
  dates: readonly ProcessDate[],
  now: Date,
  zone: string,
): AgendaRow[] {
  const rows: AgendaRow[] = [
    ...items.map((item) => ({
      type: "item" as const,
      key: item.id,
      begins: beginsAt(item.time, zone),
      over: isOver(item.time, now, zone),
      item,
    })),
    ...dates.map((date) => ({
      type: "process" as const,
      key: `process ${date.id}`,
      begins: beginsAt(timeOfDate(date), zone),
      over: isOver(timeOfDate(date), now, zone),
      date,
    })),
    { type: "today", key: "today", begins: wallOf(now, zone), over: false },
  ];
  return rows.sort((a, b) => (a.begins < b.begins ? -1 : a.begins > b.begins ? 1 : 0));
}

/** Splits rows into what lies before this week, and this week with all that follows. */
export function splitAtThisWeek(rows: readonly AgendaRow[]): { earlier: AgendaRow[]; rest: AgendaRow[] } {
  const today = rows.find((row) => row.type === "today");
  const monday = today ? mondayOf(today.begins.slice(0, 10)) : "";
  const isEarlier = (row: AgendaRow) => row.over && row.begins.slice(0, 10) < monday;
  return { earlier: rows.filter(isEarlier), rest: rows.filter((row) => !isEarlier(row)) };
}

/** Rows by month and week; both in order, none empty. */
export function byMonth(rows: readonly AgendaRow[]): AgendaMonth[] {
  const months: AgendaMonth[] = [];
  for (const row of rows) {
    const [day, name] = [row.begins.slice(0, 10), row.begins.slice(0, 7)];
    let month = months.at(-1);
    if (month?.month !== name) {
      month = { month: name, weeks: [] };
      months.push(month);
    }
    const key = mondayOf(day);
    let week = month.weeks.at(-1);
    if (week?.key !== key) {
      week = { key, week: weekOf(day), rows: [] };
      month.weeks.push(week);
    }
    week.rows.push(row);
  }
  return months;
}

const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, -weekday(day));

/** Number of a day's week by ISO 8601: that of its Thursday. */
export function weekOf(day: string): number {
  const thursday = addDays(mondayOf(day), 3);
  const dayOfYear =
    Date.parse(`${thursday}T00:00:00Z`) - Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`);
  return Math.floor(dayOfYear / (7 * 86_400_000)) + 1;
}

/** The words of a step for a reader: as typed, else in the reader's language, else in English, else in any. */
export const titleOf = (title: Record<string, string>, locale: string): string =>
  title.text ?? title[locale] ?? title.en ?? Object.values(title)[0] ?? "";
