import type { Values } from "#platform/i18n/index.ts";
import type { Item } from "./items.ts";
import type { NotificationKey } from "./messages.ts";

type Say = (key: NotificationKey, values?: Values) => string;

/** Reasons that have words of their own when it is a comment on a page. */
const onPages = ["thread", "reply", "mention", "comment", "comment-settled"] as const;

/** What happened, in one sentence. @param quoting with the beginning of a comment: on the screen, never in mail */
export function sentence(
  t: Say,
  item: Pick<Item, "reason" | "actor" | "belongs" | "title" | "titles" | "more" | "revision" | "purpose"> & {
    comment: { ordinal: number; page: number; words: string; state: string } | null;
  },
  quoting: boolean,
): string {
  const { comment } = item;
  const onPage = comment && onPages.find((one) => one === item.reason);
  return t(onPage ? `reason-${onPage}-page` : `reason-${item.reason}`, {
    ...(comment && {
      ...comment,
      words: quoting && comment.words ? t("quoted", { title: comment.words }) : "",
    }),
    actor: item.actor ? t("actor-of", { actor: item.actor, side: item.belongs || "other" }) : t("somebody"),
    title: (item.titles.length > 1 ? item.titles : [item.title])
      .flatMap((title) => (title ? [t("quoted", { title })] : []))
      .join(", "),
    more: item.more,
    revision: item.revision || "none",
    purpose: item.purpose || "none",
  })
    .replace(/[\s:]+$/, "")
    .trim();
}
