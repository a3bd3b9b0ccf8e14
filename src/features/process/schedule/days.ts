/** Days are written `YYYY-MM-DD` and have no zone: the day of the room. They compare as text. */
export type Day = string;

const DAY = 86_400_000;

/** Days from one day to another; negative when the other is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** A day so many days later. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}
