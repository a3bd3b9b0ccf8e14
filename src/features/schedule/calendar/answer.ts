import { createHash } from "node:crypto";
import { config } from "#platform/config.ts";
import { translate } from "#platform/i18n/index.ts";
import { scheduleMessages } from "../messages.ts";
import type { CalendarEvent } from "./events.ts";
import { icsOf } from "./ics.ts";

/** Events as the answer to a calendar program: told apart by their bytes, so that what did not change is not sent again. */
export function calendarAnswer(
  request: Request,
  events: readonly CalendarEvent[],
  locale: string,
  fileName?: string,
): Response {
  const word = (key: "name" | "room" | "video" | `inside-${"meeting" | "deadline" | "delivery" | "step"}`) =>
    translate(scheduleMessages, locale, `calendar-${key}`);
  const step = word("inside-step");
  const body = icsOf(
    events,
    {
      locale,
      name: word("name"),
      inside: {
        meeting: word("inside-meeting"),
        deadline: word("inside-deadline"),
        delivery: word("inside-delivery"),
        milestone: step,
        gate: step,
        activity: step,
        handover: step,
      },
      room: word("room"),
      video: word("video"),
    },
    config().BASE_URL,
  );
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 32)}"`;
  const headers: Record<string, string> = {
    etag,
    "cache-control": "private, no-cache",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex",
  };
  const known = (request.headers.get("if-none-match") ?? "")
    .split(",")
    .map((one) => one.trim().replace(/^W\//, ""));
  if (known.includes(etag)) return new Response(null, { status: 304, headers });
  headers["content-type"] = "text/calendar; charset=utf-8";
  if (fileName) headers["content-disposition"] = `attachment; filename="${fileName}"`;
  return new Response(body, { headers });
}
