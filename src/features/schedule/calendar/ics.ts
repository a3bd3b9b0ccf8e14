import ical, { ICalCalendarMethod, type ICalEventBusyStatus, ICalEventStatus } from "ical-generator";
import { titleOf } from "../model/agenda.ts";
import { addDays } from "../model/zones.ts";
import type { CalendarEvent } from "./events.ts";

/** Words of the calendar in its reader's language. */
export interface CalendarWords {
  name: string;
  /** In place of what is left out, by the kind of thing. */
  inside: Record<CalendarEvent["kind"], string>;
  room: string;
  video: string;
  locale: string;
}

/**
 * Text that cannot leave its place: the generator escapes line feeds in texts but not in names, and some clients stumble
 * over other control characters and broken surrogates.
 */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
const oneLine = (text: string): string => plain(text).replace(/\s*\n\s*/g, " ");

/**
 * Events as an iCalendar object (RFC 5545): times in UTC, which every client shows in its own zone, whole days as dates.
 * The same events give the same bytes, so that a client that comes again can be told that nothing changed.
 * @param base the deployment's address, for the link back to each item
 */
export function icsOf(events: readonly CalendarEvent[], words: CalendarWords, base: string): string {
  const calendar = ical({
    name: oneLine(words.name),
    prodId: { company: "Frontstage", product: "Schedule", language: words.locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 15 * 60,
  });
  for (const event of events) {
    const { details, time } = event;
    const title = typeof details?.title === "object" ? titleOf(details.title, words.locale) : details?.title;
    calendar.createEvent({
      id: event.uid,
      ...(time.startsAt
        ? { start: new Date(time.startsAt), ...(time.endsAt && { end: new Date(time.endsAt) }) }
        : {
            start: midnight(time.day ?? ""),
            end: midnight(addDays(time.lastDay ?? time.day ?? "", 1)),
            allDay: true,
          }),
      stamp: new Date(event.changedAt),
      lastModified: new Date(event.changedAt),
      sequence: event.sequence,
      status: ICalEventStatus[event.status],
      ...(time.startsAt ? {} : { busystatus: "FREE" as ICalEventBusyStatus }),
      summary: oneLine(title ?? words.inside[event.kind]),
      ...(details && {
        description: plain(
          [
            details.note,
            details.link && `${words.video}: ${details.link}`,
            `${words.room}: ${details.room}`,
            base + details.path,
          ]
            .filter(Boolean)
            .join("\n"),
        ),
        location: oneLine(details.place || details.link) || null,
        url: base + details.path,
      }),
    });
  }
  return `${calendar.toString().replace(/(\r\n)+$/, "")}\r\n`;
}

const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`);
