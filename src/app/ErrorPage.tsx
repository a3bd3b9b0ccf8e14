import { isRouteErrorResponse, useLocation } from "react-router";
import { useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { ButtonLink, Page } from "#ui/index.ts";
import { frameMessages } from "./messages.ts";

const known = [401, 403, 404, 429, 500, 503] as const;

/** A refusal or a fault in words: what happened, what was kept, what to do. Never a stack trace, never a blank page. */
export function ErrorPage({ error }: { error: unknown }) {
  const t = useMessages(frameMessages);
  const words = useProblemWords();
  const { pathname, search } = useLocation();
  const kind = kindOf(error);
  const refused = refusalOf(error);
  // The general codes say no more than the page's own words.
  const said =
    refused && !["not-found", "forbidden", "sign-in-first", "input"].includes(refused.code)
      ? words(refused)
      : null;
  // A refusal whose words only its own screens have is no fault of ours. (Without a line no words are fetched: nothing is asked then.)
  const reason = said !== null && said !== words({ code: "fault" }) ? said : null;
  const again = pathname + search;
  return (
    <Page title={t(`error-${kind}-title`)}>
      <div className="prose">
        <p>{reason ?? (kind === "409" ? words({ code: "stale" }) : t(`error-${kind}-text`))}</p>
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

type Kind = `${(typeof known)[number]}` | "409" | "offline";

function kindOf(error: unknown): Kind {
  if (isRouteErrorResponse(error)) {
    if (error.status === 409) return "409";
    const status = known.find((one) => one === error.status);
    return status ? `${status}` : error.status >= 500 ? "500" : "404";
  }
  if (typeof document === "undefined") return "500"; // a fault of the server is not the reader's line, though Node has a `navigator`
  // What a browser throws when an answer could not be fetched.
  const unfetched = error instanceof TypeError && /fetch|network|load/i.test(error.message);
  return unfetched || !navigator.onLine ? "offline" : "500";
}

function refusalOf(error: unknown): { code: string; params?: Record<string, string | number> } | null {
  if (!isRouteErrorResponse(error) || typeof error.data !== "object" || error.data === null) return null;
  const { code, params } = error.data as { code?: unknown; params?: Record<string, string | number> };
  return typeof code === "string" ? { code, ...(params && { params }) } : null;
}

/** The error page without the frame, for when the frame's own data are what failed. */
export function BareErrorPage({ error }: { error: unknown }) {
  return (
    <main id="main">
      <ErrorPage error={error} />
    </main>
  );
}
