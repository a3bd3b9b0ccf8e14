import type { ReactNode } from "react";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Notice } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { Rights } from "../model/rights.ts";
import type { GivenRight } from "../queries/show.ts";
import { lastDayOf, useRightsWords } from "./labels.ts";
import { useHolderWords } from "./words.ts";

/** What was set for sides and groups, in short; what is said of a group stands on its tint. */
export function Given({ given }: { given: readonly GivenRight[] }): ReactNode {
  const t = useMessages(documentMessages);
  const holder = useHolderWords();
  const rights = useRightsWords();
  const audienceWords = useAudienceWords();
  if (given.length === 0) return null;
  return (
    <div>
      <p className="font-semibold">{t("given")}</p>
      {given.map((one) => {
        const line = t("given-line", { holder: holder(one), rights: rights(one) });
        return one.audience ? (
          <Backstage key={one.audience.id} shape="row" {...audienceWords(one.audience)}>
            <p>{line}</p>
          </Backstage>
        ) : (
          <p key={one.side}>{line}</p>
        );
      })}
    </div>
  );
}

/** Whoever may do less than everything with a document is told so before they try. */
export function MyLimits({ rights }: { rights: Rights }): ReactNode {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const words = useRightsWords();
  if (!rights.bound) return null;
  if (rights.level === "exists" && rights.until && Date.parse(rights.until) <= Date.now())
    return (
      <Notice tone="warning" title={t("my-rights-ended", { when: format.date(lastDayOf(rights.until)) })} />
    );
  return (
    <Notice title={t("my-rights")}>
      <p>{rights.level === "exists" ? t("file-hidden") : words(rights)}</p>
    </Notice>
  );
}
