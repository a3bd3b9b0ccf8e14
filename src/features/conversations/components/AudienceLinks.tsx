import type { ReactNode } from "react";
import { Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage } from "#ui/index.ts";
import { conversationMessages } from "../messages.ts";
import type { AudienceShown } from "../model/schema.ts";
import { useAudienceWords } from "./words.ts";

/** Whom to write to, asked before anything is written: each audience on its tint, with every name. */
export function AudienceLinks({
  audiences,
  to,
}: {
  audiences: readonly AudienceShown[];
  /** Address of the form for one audience. */
  to: (audience: AudienceShown) => string;
}): ReactNode {
  const t = useMessages(conversationMessages);
  const words = useAudienceWords();
  const format = useFormat();
  return (
    <ul className="grid gap-4">
      {audiences.map((audience) => (
        <Backstage key={audience.id} as="li" tone={audience.kind} label={words(audience)}>
          <p className="text-sm max-w-(--measure)">{format.list(audience.people.map(({ name }) => name))}</p>
          <p className="mt-2">
            <Link
              className="btn btn-secondary"
              to={to(audience)}
              aria-label={`${t("continue")}: ${words(audience)}`}
            >
              {t("continue")}
            </Link>
          </p>
        </Backstage>
      ))}
    </ul>
  );
}
