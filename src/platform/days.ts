import { refused } from "./errors.ts";

/** Behind which no place on earth has a day any more: twelve hours behind UTC. */
const LAST_PLACE = 12 * 3_600_000;

/**
 * Refuses a day that is over everywhere, for what is still to come: a proposal, a day by which something is asked for. Not
 * for records of what was done.
 * @param day `YYYY-MM-DD`
 * @throws Problem `day-past` on the field
 */
export function assertNotPast(day: string | null | undefined, now: Date, field: string): void {
  if (day && day < new Date(now.getTime() - LAST_PLACE).toISOString().slice(0, 10))
    throw refused("day-past", {}, field);
}
