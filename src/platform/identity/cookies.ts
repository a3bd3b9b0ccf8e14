import { redirectDocument } from "react-router";
import { config } from "../config.ts";
import { ownPath, safeNext } from "./next.ts";
import { cookieValue, endSession, noSessionCookie, requestToken, sessionCookie } from "./session.ts";

/** Cookies of this part besides the session's: which code or passkey challenge a browser waits for, and its language. */
export type CookieName = "frontstage-code" | "frontstage-challenge" | "language";

/** Set-Cookie of a short-lived cookie that scripts cannot read; an empty value forgets it. */
export function setCookie(name: CookieName, value: string, seconds: number): string {
  const secure = config().BASE_URL.startsWith("https:") ? "; Secure" : "";
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${value ? seconds : 0}${secure}`;
}

/** A cookie of a request. */
export const readCookie = (request: Request, name: CookieName): string | null =>
  cookieValue(request.headers.get("cookie"), name);

/** Headers with several cookies. */
export function cookies(...values: string[]): Headers {
  const headers = new Headers();
  for (const value of values) headers.append("set-cookie", value);
  return headers;
}

/** The browser's own description of itself, for the list of sessions. */
export const agentOf = (request: Request): string => request.headers.get("user-agent") ?? "";

/**
 * Goes on as somebody who has just signed in: a new session's cookie (never one that the browser brought along), the old
 * session ended, and the whole document anew, since language and theme may differ.
 */
export async function enter(
  request: Request,
  token: string,
  next: string | null | undefined,
): Promise<Response> {
  const old = requestToken(request.headers);
  if (old) await endSession(old);
  return redirectDocument(safeNext(next), {
    headers: cookies(
      sessionCookie(token),
      setCookie("frontstage-code", "", 0),
      setCookie("frontstage-challenge", "", 0),
    ),
  });
}

/** Goes out: the session has ended, everything that was open in this browser is loaded anew. */
export async function leave(request: Request, next?: string): Promise<Response> {
  const token = requestToken(request.headers);
  if (token) await endSession(token);
  const headers = cookies(noSessionCookie());
  headers.set("clear-site-data", '"storage"'); // words that were begun and not sent
  return redirectDocument(next ? ownPath(next) : "/sign-in", { headers });
}
