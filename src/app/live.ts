import { z } from "zod";
import { notFound, Problem, signInFirst } from "#platform/errors.ts";
import { readerContext } from "#platform/identity/context.ts";
import { requestToken } from "#platform/identity/session.ts";
import { openStream } from "#platform/live/index.ts";
import type { Route } from "./+types/live.ts";

/**
 * `GET /rooms/{room}/live`: Server-Sent Events of a room (as another person sees it, while a lead looks as them). A screen
 * that comes back gives its cursor as `Last-Event-ID` (the browser does so by itself) or as `after`. Refusals are bare
 * statuses; the browser's EventSource reads nothing else.
 */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const reader = context.get(readerContext);
  const token = requestToken(request.headers);
  const room = z.uuid().safeParse(params.room);
  try {
    if (!reader || !token) throw signInFirst();
    if (!room.success) throw notFound();
    return await openStream({
      actor: reader.actor,
      room: room.data,
      token,
      cursor: request.headers.get("last-event-id") ?? search.get("after"),
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return new Response(null, { status: error.status, headers: { "cache-control": "no-store" } });
  }
}
