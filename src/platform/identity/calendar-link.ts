import { asSystem } from "../database/system.ts";
import { tokenHash } from "./session.ts";

/** Whose calendar an address is, and how that person reads. */
export interface CalendarReader {
  personId: string;
  locale: string;
  timeZone: string;
}

/**
 * The door of calendar programs, which cannot sign in: the person behind a private calendar address, and nothing else.
 * What the calendar holds is then read as that person. @returns null for an address that is unknown, replaced, or of
 * somebody who may no longer sign in
 */
export async function readerOfCalendar(token: string): Promise<CalendarReader | null> {
  if (!/^[\w-]{43}$/.test(token)) return null;
  const row = await asSystem((tx) =>
    tx
      .selectFrom("calendar_link as l")
      .innerJoin("person as p", "p.id", "l.audience_id")
      .where("l.token_hash", "=", tokenHash(token))
      .where("p.disabled_at", "is", null)
      .select(["p.id", "p.locale", "p.time_zone"])
      .executeTakeFirst(),
  );
  return row ? { personId: row.id, locale: row.locale, timeZone: row.time_zone } : null;
}
