import type { Values } from "#platform/i18n/index.ts";
import type { NotificationKey } from "./messages.ts";
import type { Reason } from "./model/rules.ts";

type Say = (key: NotificationKey, values?: Values) => string;

/** What happened, in one sentence. */
export function sentence(
  t: Say,
  item: { reason: Reason; actor: string; belongs: string; title: string },
): string {
  return t(`reason-${item.reason}`, {
    actor: item.actor ? t("actor-of", { actor: item.actor, side: item.belongs || "other" }) : t("somebody"),
    title: item.title ? t("quoted", { title: item.title }) : "",
  })
    .replace(/[\s:]+$/, "")
    .trim();
}
