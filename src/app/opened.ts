import type { RouterContextProvider } from "react-router";
import { readOpened } from "#features/notifications/index.ts";
import { Problem } from "#platform/errors.ts";
import { pathContext, readerContext } from "#platform/identity/context.ts";
import { log } from "#platform/log.ts";
import { run } from "#platform/operations/index.ts";

/**
 * Whoever opens a thing has read what notifications tell of it, by whichever way they came. Noted while the screen is
 * made (of what they may not see nothing is found); a page that the browser only fetches ahead is not opened.
 */
export async function noteOpened(
  {
    context,
    params,
    request,
  }: {
    context: Readonly<RouterContextProvider>;
    params: { room?: string | undefined };
    request: Request;
  },
  next: () => Promise<Response>,
): Promise<Response> {
  const actor = context.get(readerContext)?.actor;
  const ahead = /prefetch/.test(request.headers.get("sec-purpose") ?? request.headers.get("purpose") ?? "");
  const { room } = params;
  if (!room || !actor || actor.viewerId || request.method !== "GET" || ahead) return next();
  const noting = run(readOpened, actor, { room, path: context.get(pathContext) }).catch((error: unknown) => {
    if (!(error instanceof Problem)) log().warn({ err: error }, "what was opened could not be noted");
  });
  const response = await next();
  await noting;
  return response;
}
