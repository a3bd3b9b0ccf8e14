/**
 * Numbers, days and times as people type them in Finnish and in English, where a field is plain text: browsers with fields
 * for dates send the written-out form themselves. What cannot be read comes back as it is, to be refused with an example.
 * Pure.
 */

/** January to December. Finnish first: "mar" begins both March and marraskuu, November. */
const MONTHS = {
  fi: [
    "tammi",
    "helmi",
    "maalis",
    "huhti",
    "touko",
    "kesä",
    "heinä",
    "elo",
    "syys",
    "loka",
    "marras",
    "joulu",
  ],
  en: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
} as const;

function monthNamed(word: string): number {
  const found = (names: readonly string[]) =>
    names.findIndex((name) => word.toLowerCase().startsWith(name)) + 1;
  return found(MONTHS.fi) || found(MONTHS.en);
}

/**
 * A number: "12,5", "12.5", "1 250", "1,250.5", "60 %". A comma with exactly three digits behind it groups thousands, unless
 * nothing or a nought stands before it; so does every mark that occurs more than once.
 * @returns NaN when it is not a number
 */
export function typedNumber(text: string): number {
  const bare = text
    .replace(/[\s'’\u00a0\u202f]/g, "")
    .replace(/%$/, "")
    .replace(/^[−–]/, "-");
  if (!/^[+-]?[\d.,]*\d[.,]?$/.test(bare)) return Number(bare === "" ? Number.NaN : bare);
  if (/^[+-]?0*[.,]\d*$/.test(bare)) return Number(bare.replace(",", "."));
  const last = Math.max(bare.lastIndexOf("."), bare.lastIndexOf(","));
  const mark = bare[last] ?? "";
  const groups = last >= 0 && (bare.split(mark).length > 2 || (mark === "," && bare.length - last === 4));
  const whole = (groups || last < 0 ? bare : bare.slice(0, last)).replace(/[.,]/g, "");
  return Number(groups || last < 0 ? whole : `${whole}.${bare.slice(last + 1)}`);
}

/** Year, month and day as `YYYY-MM-DD`, or nothing when there is no such day. */
function dayOf(year: number, month: number, day: number): string | undefined {
  const full = year < 100 ? 2000 + year : year;
  const at = new Date(Date.UTC(full, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
    ? at.toISOString().slice(0, 10)
    : undefined;
}

/**
 * A day: "24.12.2026", "24.12.26", "24/12/2026" (the day first, as in both languages here), "24. joulukuuta 2026",
 * "24 Dec 2026", "2026-12-24". As `YYYY-MM-DD`.
 */
export function typedDay(text: string): string {
  const bare = text.trim().replace(/^\p{L}{2,9}[.,]?\s+(?=\d)/u, "");
  const inOrder = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(bare);
  if (inOrder) return dayOf(Number(inOrder[1]), Number(inOrder[2]), Number(inOrder[3])) ?? text;
  const written = /^(\d{1,2})[./\s-]\s*(\d{1,2}|\p{L}{3,12})[./\s-]\s*(\d{4}|\d{2})$/u.exec(
    bare.replace(/\s+/g, " "),
  );
  if (!written) return text;
  const [, day, middle = "", year] = written;
  const month = /^\d/.test(middle) ? Number(middle) : monthNamed(middle);
  return dayOf(Number(year), month, Number(day)) ?? text;
}

/** A time of day: "14:30", "14.30", "9.15", "klo 9", "9". As `HH:MM`. */
export function typedTime(text: string): string {
  const found = /^(?:klo\s*)?(\d{1,2})(?:[:.](\d{2}))?$/i.exec(text.trim());
  return found ? `${found[1]?.padStart(2, "0")}:${found[2] ?? "00"}` : text;
}
