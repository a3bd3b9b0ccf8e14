import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Notice } from "#ui/index.ts";
import { type ViewerWord, viewerMessages } from "./messages.ts";

/** In the pages' place: why there are none, and the file itself where the reader may have it. */
export function NotShown({
  instead,
  reason,
  file,
  download,
  about,
}: {
  /** `kept`: it would be shown to those who may have the original; `making`: LibreOffice is at it. */
  instead: "kept" | "making" | "heic" | null;
  reason: string | null;
  /** Of a kind that is not shown: which, and how large it is. */
  file: { extension: string; size: number } | null;
  download: string | null;
  /** Address of the document, where it is written about. */
  about: string;
}): ReactNode {
  const t = useMessages(viewerMessages);
  const format = useFormat();
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
        {file && (
          <p>
            {t("kind-file", { kind: file.extension.toUpperCase() || "?", size: format.bytes(file.size) })}
          </p>
        )}
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
        <p className="mt-2">
          <Link className="link" to={about}>
            {t("write-about")}
          </Link>
        </p>
      </Notice>
    </div>
  );
}
