import { Link } from "react-router";
import { useMessages, useReading } from "#platform/i18n/index.ts";
import { activityMessages } from "../messages.ts";
import type { LogEntry } from "../model/log.ts";

type Key = Parameters<
  ReturnType<typeof useMessages<keyof (typeof activityMessages.byLocale)["en"] & string>>
>[0];

/** What was done, in words: who, what, and the thing it was done to, linked when it has a screen. */
export function EntryWords(
  props: Pick<LogEntry, "kind" | "label" | "words" | "path"> & {
    actors: Pick<NonNullable<LogEntry["actor"]>, "name" | "belongs">[];
  },
) {
  const t = useMessages(activityMessages);
  const { locale } = useReading();
  const known = Object.values(activityMessages.byLocale).some((words) => keyOf(props.kind) in words);
  const who =
    props.actors.length > 0
      ? props.actors
          .map(({ name, belongs }) => t("actor-of", { actor: name, side: belongs || "other" }))
          .join(", ")
      : t("system");
  const label = props.words?.[locale] ?? props.words?.text ?? props.label;
  return (
    <>
      <strong className="font-semibold">{who}</strong> {t((known ? keyOf(props.kind) : "kind-other") as Key)}
      {label && ": "}
      {label && props.path ? (
        <Link className="link" to={props.path}>
          {label}
        </Link>
      ) : (
        label
      )}
    </>
  );
}

const keyOf = (kind: string) => `kind-${kind.replace(".", "-")}`;
