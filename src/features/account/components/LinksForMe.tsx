import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Section } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

interface LinkForMe {
  maker: string | null;
  reason: string;
  madeAt: Date;
  usedAt: Date | null;
}

/** Who has made sign-in links for me, why, and whether they were used: nobody comes in as me unnoticed. */
export function LinksForMe({ links }: { links: LinkForMe[] }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  if (links.length === 0) return null;
  return (
    <Section title={t("links-title")} note={t("links-note")}>
      <ul className="rows">
        {links.map(({ maker, reason, madeAt, usedAt }) => (
          <li key={madeAt.toISOString()} className="py-2">
            {maker
              ? t("links-made", { maker, reason, when: format.dateTime(madeAt) })
              : t("links-made-machine", { when: format.dateTime(madeAt) })}
            <div className="text-muted text-sm">
              {usedAt ? t("links-used", { when: format.dateTime(usedAt) }) : t("links-unused")}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
