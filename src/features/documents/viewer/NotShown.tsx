import type { ReactNode } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Notice } from "#ui/index.ts";
import { type ViewerWord, viewerMessages } from "./messages.ts";

/** In the pages' place: why there are none, and the file itself where the reader may have it. */
export function NotShown({
  instead,
  reason,
  download,
}: {
  /** `kept`: it would be shown to those who may have the original; `making`: LibreOffice is at it. */
  instead: "kept" | "making" | "heic" | null;
  reason: string | null;
  download: string | null;
}): ReactNode {
  const t = useMessages(viewerMessages);
  const title = t(
    reason
      ? (`failed-${reason.replace(/^page-/, "")}` as ViewerWord)
      : instead
        ? `kind-${instead}`
        : "kind-other",
  );
  return (
    <div className="viewer-none">
      <Notice tone={reason ? "warning" : "info"} title={title}>
        {reason && <p>{t(download ? "failed-text-download" : "failed-text")}</p>}
        {instead === "making" && (
          <p className="mt-2">
            <a className="btn btn-secondary" href="?">
              {t("try-again")}
            </a>
          </p>
        )}
        {download && (
          <p className="mt-2">
            <a className="btn btn-secondary" href={download}>
              {t("download")}
            </a>
          </p>
        )}
      </Notice>
    </div>
  );
}
