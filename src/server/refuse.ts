import type { IncomingMessage } from "node:http";
import type { Problem } from "#platform/errors.ts";
import { localeFor, locales } from "#platform/i18n/locales.ts";
import { cookieValue } from "#platform/identity/session.ts";
import { problemBody } from "#platform/operations/rest.ts";

/** The language of somebody of whom no profile is known: the one chosen in this browser, else what the browser asks for. */
export function languageOf(cookie: string | null, acceptLanguage: string | null): string {
  const chosen = cookieValue(cookie, "language");
  return chosen && locales.includes(chosen) ? chosen : localeFor(acceptLanguage);
}

/**
 * How to refuse what comes no further than the door, before it is known who sends it: people get a sentence, programs the
 * code. React Router shows the sentence on its error page.
 */
export async function refusalAtTheDoor({ url, headers: sent }: IncomingMessage, problem: Problem) {
  const headers = { "cache-control": "no-store" };
  if (url?.startsWith("/api/"))
    return {
      headers: { ...headers, "content-type": "application/problem+json" },
      text: problemBody(problem),
    };
  // Asked for only here: a server that only takes in files holds no words.
  const { problemText } = await import("#platform/i18n/index.ts");
  const language = languageOf(sent.cookie ?? null, sent["accept-language"] ?? null);
  return {
    headers: { ...headers, "content-type": "text/plain; charset=utf-8" },
    text: `${problemText(language, problem)}\n`,
  };
}
