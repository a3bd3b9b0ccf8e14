import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { AudienceTag, classes, Notice } from "#ui/index.ts";
import { useLabelWords, useRightsWords } from "../components/labels.ts";
import type { ViewedRevision } from "../queries/view.ts";
import { viewerMessages } from "./messages.ts";

/** What is looked at and who sees it, on the tint of its audience; in large words when it does not hold any more. */
export function Status({ shown, room }: { shown: Omit<ViewedRevision, "content">; room: string }): ReactNode {
  const t = useMessages(viewerMessages);
  const label = useLabelWords();
  const rights = useRightsWords();
  const audience = useAudienceWords()(shown.revision.audience);
  const { document, revision, current, readers } = shown;
  const here = `/rooms/${room}/documents/${document.id}`;
  return (
    <>
      <header className={classes("viewer-status", `tone-${audience.tone}`)}>
        <h1>
          <Link to={here}>
            {document.number} <span className="viewer-title">{document.title}</span>
          </Link>
        </h1>
        <strong>{label(revision.label, "mark")}</strong>
        <AudienceTag {...audience} />
        {shown.comparable && revision.status === "current" && document.state === "current" && (
          <Link className="link no-print" to={`${here}/compare?new=${revision.id}`}>
            {t("compare")}
          </Link>
        )}
        {(shown.level !== "original" || shown.until) && (
          <span className="viewer-rights">
            {rights({ level: shown.level, mayRevise: false, mayApprove: false, until: shown.until }, true)}
          </span>
        )}
        <details className="viewer-who">
          <summary>{t("readers", { count: readers.length })}</summary>
          <div>
            <WhoSees people={readers} />
          </div>
        </details>
      </header>
      {(revision.status !== "current" || document.state !== "current") && (
        <div className="viewer-old">
          <Notice
            tone="warning"
            title={
              <span className="text-lg">
                {t("old", { revision: label(revision.label) })}{" "}
                {current ? t("old-newer", { newer: label(current.label, "mark") }) : t("old-none")}
              </span>
            }
          >
            <p>
              {current ? (
                <>
                  <a className="link" href={`${here}/revisions/${current.id}/view`}>
                    {t("current", { revision: label(current.label) })}
                  </a>
                  {" · "}
                  <Link className="link" to={`${here}/compare?old=${revision.id}&new=${current.id}`}>
                    {t("compare")}
                  </Link>
                </>
              ) : (
                <Link className="link" to={here}>
                  {t("to-document")}
                </Link>
              )}
            </p>
          </Notice>
        </div>
      )}
    </>
  );
}
