import type { Values } from "#platform/i18n/index.ts";
import type { NotificationKey } from "./messages.ts";
import type { Reason } from "./model/rules.ts";

type Say = (key: NotificationKey, values?: Values) => string;

/** Reasons that have words of their own when it is a comment on a page. */
const onPages = ["thread", "reply", "mention", "comment", "comment-settled"] as const;

/** What happened, in one sentence. @param quoting with the beginning of a comment: on the screen, never in mail */
export function sentence(
  t: Say,
  item: {
    reason: Reason;
    actor: string;
    belongs: string;
    title: string;
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
    title: item.title ? t("quoted", { title: item.title }) : "",
  })
    .replace(/[\s:]+$/, "")
    .trim();
}
