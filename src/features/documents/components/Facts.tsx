import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { DefinitionList, Notice } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { ShownDocument } from "../queries/show.ts";
import { useCategoryWords } from "./words.ts";

/** In large words, before anything else: that a document does not hold any more, why, and what does. */
export function NotHolding({ document, room }: { document: ShownDocument; room: string }): ReactNode {
  const t = useMessages(documentMessages);
  const reason = document.reason && <p>{t("withdrawn-reason", { reason: document.reason })}</p>;
  if (document.state === "withdrawn")
    return (
      <Notice tone="problem" title={<span className="text-lg">{t("withdrawn-large")}</span>}>
        {reason}
      </Notice>
    );
  if (document.state === "superseded" && document.replacedBy) {
    const { id, number, title } = document.replacedBy;
    return (
      <Notice
        tone="warning"
        title={<span className="text-lg">{t("replaced-by", { other: `${number} ${title}` })}</span>}
      >
        {reason}
        <p>
          <Link className="link" to={`/rooms/${room}/documents/${id}`}>
            {number} {title}
          </Link>
        </p>
      </Notice>
    );
  }
  return null;
}

/** What describes a document. */
export function Facts({ document }: { document: ShownDocument }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const category = useCategoryWords(document.categories);
  return (
    <DefinitionList
      items={[
        { term: t("number"), value: document.number },
        { term: t("category"), value: category(document.category) },
        { term: t("discipline"), value: document.discipline && t(`discipline-${document.discipline}`) },
        { term: t("language"), value: document.language && t(`language-${document.language}`) },
        { term: t("answers"), value: document.responsible?.name },
        { term: t("from"), value: t(`from-${document.side}`) },
        {
          // What stands with one's own team alone was shared with nobody.
          term: t(
            document.audience.kind === "seller" || document.audience.kind === "buyer"
              ? "added-by-own"
              : "shared",
          ),
          value: t("shared-by", { name: document.sharedBy, when: format.dateTime(document.sharedAt) }),
        },
        {
          term: t("earlier-number"),
          value: document.earlierNumbers.map((one) => one.number).join(", "),
        },
      ]}
    />
  );
}
