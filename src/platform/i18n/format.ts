import { intl } from "./catalogue.ts";

/**
 * Dates, numbers, money and sizes for one reader. Times are ISO strings or Dates; dates without a time are `YYYY-MM-DD`, and times
 * that belong to no zone (as in a spreadsheet) `YYYY-MM-DDTHH:MM`: they are shown as they stand.
 */
export interface Format {
  date(value: string | Date): string;
  /** Day and month in words, year when it is not this one's. */
  day(value: string | Date): string;
  /** Month and year in words, for headings. */
  month(value: string | Date): string;
  /** A month's short name, for an axis. */
  shortMonth(value: string | Date): string;
  /** Weekday and number of the day, where the month stands above. */
  dayOfMonth(value: string | Date): string;
  time(value: string | Date): string;
  dateTime(value: string | Date): string;
  /** "3 days ago", "in 2 hours"; `now` for tests and servers. */
  relative(value: string | Date, now?: Date): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** Integer minor units and an ISO 4217 currency. */
  money(minor: number, currency: string): string;
  bytes(size: number): string;
  list(items: string[]): string;
}

const minute = (moment: Date) => Math.floor(moment.getTime() / 60_000);

const plainDate = /^\d{4}-\d{2}-\d{2}$/;
const plainTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Formatters in a reader's language and time zone; `at` is the moment that "ago" counts from, the present when left out. */
export function formatFor(locale: string, timeZone: string, at?: number): Format {
  const tag = locale === "en" ? "en-GB" : locale;
  const dated = (value: string | Date, options: Intl.DateTimeFormatOptions) => {
    const timed = typeof value === "string" && plainTime.test(value);
    const zoneless = timed || (typeof value === "string" && plainDate.test(value));
    return intl
      .getDateTimeFormat(tag, { ...options, timeZone: zoneless ? "UTC" : timeZone })
      .format(new Date(timed ? `${value}Z` : value));
  };
  return {
    date: (value) => dated(value, { dateStyle: "medium" }),
    day: (value) => dated(value, { weekday: "short", day: "numeric", month: "long", year: "numeric" }),
    month: (value) => dated(value, { month: "long", year: "numeric" }),
    shortMonth: (value) => dated(value, { month: "short" }),
    dayOfMonth: (value) => dated(value, { weekday: "short", day: "numeric" }),
    time: (value) => dated(value, { timeStyle: "short" }),
    dateTime: (value) => dated(value, { dateStyle: "medium", timeStyle: "short" }),
    relative(value, now = new Date(at ?? Date.now())) {
      // Both by whole minutes: a screen counts from the beginning of its minute, and nothing of that minute lies ahead of it.
      const seconds = (minute(new Date(value)) - minute(now)) * 60;
      const steps: [Intl.RelativeTimeFormatUnit, number][] = [
        ["year", 31_536_000],
        ["month", 2_592_000],
        ["day", 86_400],
        ["hour", 3600],
        ["minute", 60],
      ];
      const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) ?? ["minute", 60];
      return new Intl.RelativeTimeFormat(tag, { numeric: "auto" }).format(Math.round(seconds / length), unit);
    },
    number: (value, options) => intl.getNumberFormat(tag, options).format(value),
    money(minor, currency) {
      const digits =
        intl.getNumberFormat(tag, { style: "currency", currency }).resolvedOptions().maximumFractionDigits ??
        2;
      const whole = minor % 10 ** digits === 0;
      return intl
        .getNumberFormat(tag, { style: "currency", currency, ...(whole ? { minimumFractionDigits: 0 } : {}) })
        .format(minor / 10 ** digits);
    },
    bytes(size) {
      const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
      const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
      return intl
        .getNumberFormat(tag, {
          style: "unit",
          unit: units[step] ?? "byte",
          // The short form of a byte knows no plural.
          unitDisplay: step === 0 ? "long" : "short",
          maximumFractionDigits: step > 1 ? 1 : 0,
        })
        .format(size / 1000 ** step);
    },
    list: (items) => new Intl.ListFormat(tag, { type: "conjunction" }).format(items),
  };
}
