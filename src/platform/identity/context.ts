import { createContext, type RouterContextProvider, redirect } from "react-router";
import type { Actor } from "../database/index.ts";

/** Who is looking, as far as every screen needs to know; null: nobody is signed in. */
export interface Reader {
  actor: Actor;
  name: string;
  email: string;
  companyName: string;
  staff: boolean;
  owner: boolean;
  /** Id of the session row, so that the list of sessions can mark this one. */
  sessionId: string;
  /** The reader is a lead who looks at the room of this request as somebody else: `actor` is that person. */
  viewing: { room: string; name: string } | null;
}

/** How the reader wants to read. Known for visitors too (cookie, Accept-Language). */
export interface Preferences {
  locale: string;
  timeZone: string;
  theme: "system" | "light" | "dark";
}

export const readerContext = createContext<Reader | null>(null);
export const preferencesContext = createContext<Preferences>({
  locale: "en",
  timeZone: "Europe/Helsinki",
  theme: "system",
});
/** The Content-Security-Policy nonce of this answer. */
export const nonceContext = createContext<string>("");
/** The visitor's network address, for rate limits only; never logged with a person. */
export const addressContext = createContext<string>("");
/** Where the request was going, to come back to after signing in. */
export const pathContext = createContext<string>("/");

/** The actor of a request. Asking for it without being signed in leads to the sign-in page and back. */
export function actorOf(context: Readonly<RouterContextProvider>): Actor {
  const reader = context.get(readerContext);
  if (!reader) throw redirect(`/sign-in?next=${encodeURIComponent(context.get(pathContext))}`);
  return reader.actor;
}
