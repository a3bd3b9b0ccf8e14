import type { ReactNode } from "react";
import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Notice } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { RevisionLabel } from "../model/labels.ts";
import { useLabelWords } from "./labels.ts";

/** In large words, wherever an address leads to a revision that another one has superseded. `to` is where the newer one is. */
export function OldRevision(props: { old: RevisionLabel; newer: RevisionLabel; to: string }): ReactNode {
  const t = useMessages(documentMessages);
  const label = useLabelWords();
  return (
    <Notice tone="warning" title={<span className="text-lg">{t("old-large")}</span>}>
      <p>{t("old-text", { old: label(props.old, "mark"), newer: label(props.newer, "mark") })}</p>
      <p>
        <Link className="link" to={props.to}>
          {t("old-to-newest")}
        </Link>
      </p>
    </Notice>
  );
}
