import { preferencesContext } from "#platform/identity/context.ts";
import { ask } from "#platform/operations/form.ts";
import { calendarAnswer } from "../calendar/answer.ts";
import { eventOf } from "../calendar/events.ts";
import { scheduleItem } from "../queries/item.ts";
import type { Route } from "./+types/item-file.ts";

/** `GET /rooms/{room}/schedule/{item}/calendar.ics`: one item to keep in a calendar. Asked for by itself, it has its details. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const { item } = await ask(context, scheduleItem, { room: params.room, item: params.item });
  const event = eventOf(item, "full");
  return calendarAnswer(
    request,
    event ? [event] : [],
    context.get(preferencesContext).locale,
    "schedule.ics",
  );
}
