import { randomBytes } from "node:crypto";
import { RouterContextProvider } from "react-router";
import { config } from "#platform/config.ts";
import {
  addressContext,
  nonceContext,
  pathContext,
  preferencesContext,
  readerContext,
} from "#platform/identity/context.ts";
import { readSession, requestToken, roomOfPath } from "#platform/identity/session.ts";
import { languageOf } from "./refuse.ts";

/** What a request brings to every loader and action: who is reading, and how. */
export async function requestContext(
  request: Request,
  client: { address: string },
): Promise<RouterContextProvider> {
  const context = new RouterContextProvider();
  const url = new URL(request.url);
  const session = await readSession(requestToken(request.headers), roomOfPath(url.pathname));
  context.set(readerContext, session?.reader ?? null);
  context.set(
    preferencesContext,
    session?.preferences ?? {
      locale: languageOf(request.headers.get("cookie"), request.headers.get("accept-language")),
      timeZone: "Europe/Helsinki",
      theme: "system",
    },
  );
  context.set(nonceContext, randomBytes(16).toString("base64"));
  // The last address is the one that our own proxy saw; those before it are whatever the visitor wrote.
  const forwarded = config().TRUST_PROXY
    ? request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim()
    : undefined;
  context.set(addressContext, forwarded ?? client.address);
  url.searchParams.delete("_routes");
  context.set(pathContext, url.pathname.replace(/\.data$/, "") + url.search);
  return context;
}
