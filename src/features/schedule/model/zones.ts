/** A time of a clock on the wall, `2027-03-28T10:00`, that is an instant only together with a zone. */
export type Wall = string;

const minute = 60_000;
const day = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept) return kept;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, format);
  return format;
}

/** Whether a text names a time zone of the IANA database (offsets such as `+02:00` know no summer time and are none). */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name) || name.length > 64) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at an instant, to the minute. */
export function wallOf(instant: Date, zone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

const asUtc = (wall: Wall): number => Date.parse(`${wall}:00Z`);

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
const offsetAt = (instant: number, zone: string): number =>
  asUtc(wallOf(new Date(instant), zone)) - Math.floor(instant / minute) * minute;

/**
 * The instant at which the clocks of a zone show a time. A time that comes twice (clocks went back) is the first of the
 * two, as RFC 5545 has it.
 * @returns null for a time that is skipped there, because the clocks went forward
 */
export function instantOf(wall: Wall, zone: string): Date | null {
  const guess = asUtc(wall);
  const found = [guess - day, guess + day]
    .map((near) => guess - offsetAt(near, zone))
    .filter((instant) => wallOf(new Date(instant), zone) === wall);
  return found.length > 0 ? new Date(Math.min(...found)) : null;
}

/** Zones that are offered in forms: where such plants stand and their suppliers sit. Any other may be given too. */
export const offeredZones: readonly string[] = [
  "UTC",
  "Europe/Helsinki",
  "Europe/Stockholm",
  "Europe/Oslo",
  "Europe/Copenhagen",
  "Europe/Berlin",
  "Europe/Vienna",
  "Europe/Zurich",
  "Europe/Paris",
  "Europe/Madrid",
  "Europe/Lisbon",
  "Europe/London",
  "Europe/Rome",
  "Europe/Warsaw",
  "Europe/Prague",
  "Europe/Istanbul",
  "America/New_York",
  "America/Chicago",
  "America/Denver",
  "America/Los_Angeles",
  "America/Toronto",
  "America/Vancouver",
  "America/Mexico_City",
  "America/Sao_Paulo",
  "America/Santiago",
  "America/Montevideo",
  "Africa/Johannesburg",
  "Asia/Dubai",
  "Asia/Kolkata",
  "Asia/Bangkok",
  "Asia/Jakarta",
  "Asia/Singapore",
  "Asia/Shanghai",
  "Asia/Seoul",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Pacific/Auckland",
];

/** The place that a zone is named after: `America/Sao_Paulo` is "Sao Paulo". */
export const placeOfZone = (zone: string): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

/** Days after (or before) a day, both `YYYY-MM-DD`. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * day).toISOString().slice(0, 10);
