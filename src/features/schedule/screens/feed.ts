import { readerOfCalendar } from "#platform/identity/calendar-link.ts";
import { run } from "#platform/operations/index.ts";
import { calendarAnswer } from "../calendar/answer.ts";
import { calendarFeed } from "../queries/feed.ts";
import type { Route } from "./+types/feed.ts";

/**
 * `GET /calendar/{token}.ics`: one person's calendar, read as that person. An address that is unknown, replaced or ended
 * is simply not there.
 */
export async function loader({ params, request }: Route.LoaderArgs): Promise<Response> {
  const token = /^([\w-]{43})\.ics$/.exec(params.file)?.[1];
  const reader = token ? await readerOfCalendar(token) : null;
  if (!reader)
    return new Response("Not found\n", {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  const { events } = await run(calendarFeed, { personId: reader.personId }, {});
  return calendarAnswer(request, events, reader.locale);
}
