import { type ErrorResponse, isRouteErrorResponse, useLocation } from "react-router";
import { type Refused, useKnownProblemWords, useMessages } from "#platform/i18n/index.ts";
import { ButtonLink, Page } from "#ui/index.ts";
import { frameMessages } from "./messages.ts";

const known = [401, 403, 404, 429, 500, 503] as const;
const general = ["not-found", "forbidden", "sign-in-first", "input"];

/** A refusal or a fault in words: what happened, what was kept, what to do. Never a stack trace, never a blank page. */
export function ErrorPage({ error }: { error: unknown }) {
  const t = useMessages(frameMessages);
  const words = useKnownProblemWords();
  const { pathname, search } = useLocation();
  const kind = kindOf(error);
  const refused = refusalOf(error);
  // The general codes say no more than the page's own words. (Without a line no words are fetched: nothing is asked then.)
  const reason = refused && !general.includes(refused.code) ? words(refused) : null;
  const again = pathname + search;
  return (
    <Page title={kind === "413" ? words({ code: "not-saved" }) : t(`error-${kind}-title`)}>
      <div className="prose">
        <p>
          {reason ??
            (kind === "409"
              ? words({ code: "stale" })
              : kind === "413"
                ? (error as ErrorResponse).data
                : t(`error-${kind}-text`))}
        </p>
        <div className="actions">
          {kind === "401" ? (
            <ButtonLink look="primary" to={`/sign-in?next=${encodeURIComponent(again)}`}>
              {t("sign-in")}
            </ButtonLink>
          ) : (
            <ButtonLink look="primary" to="/">
              {t("back-home")}
            </ButtonLink>
          )}
          {kind !== "404" && kind !== "401" && (
            <ButtonLink to={again} reloadDocument>
              {t("try-again")}
            </ButtonLink>
          )}
        </div>
      </div>
    </Page>
  );
}

/** Of 409 and 413 the catalogue of refusals has words, or the answer itself. */
type Kind = `${(typeof known)[number]}` | "409" | "413" | "offline";

function kindOf(error: unknown): Kind {
  if (isRouteErrorResponse(error)) {
    if (error.status === 409) return "409";
    if (error.status === 413) return "413"; // refused at the door, which answers in the reader's language
    const status = known.find((one) => one === error.status);
    return status ? `${status}` : error.status >= 500 ? "500" : "404";
  }
  if (typeof document === "undefined") return "500"; // a fault of the server is not the reader's line, though Node has a `navigator`
  // What a browser throws when an answer could not be fetched.
  const unfetched = error instanceof TypeError && /fetch|network|load/i.test(error.message);
  return unfetched || !navigator.onLine ? "offline" : "500";
}

function refusalOf(error: unknown): Refused | null {
  return isRouteErrorResponse(error) && typeof error.data?.code === "string" ? error.data : null;
}

/** The error page without the frame, for when the frame's own data are what failed. */
export function BareErrorPage({ error }: { error: unknown }) {
  return (
    <main id="main">
      <ErrorPage error={error} />
    </main>
  );
}
