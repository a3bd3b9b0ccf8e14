import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { activityMessages } from "../messages.ts";

type Key = Parameters<
  ReturnType<typeof useMessages<keyof (typeof activityMessages.byLocale)["en"] & string>>
>[0];

/** What was done, in words: who, what, and the thing it was done to, linked when it has a screen. */
export function EntryWords(props: { actors: string[]; kind: string; label: string; path: string | null }) {
  const t = useMessages(activityMessages);
  const known = Object.values(activityMessages.byLocale).some((words) => keyOf(props.kind) in words);
  const who = props.actors.length > 0 ? props.actors.join(", ") : t("system");
  return (
    <>
      <strong>{who}</strong> {t((known ? keyOf(props.kind) : "kind-other") as Key)}
      {props.label && ": "}
      {props.label &&
        (props.path ? (
          <Link className="link" to={props.path}>
            {props.label}
          </Link>
        ) : (
          props.label
        ))}
    </>
  );
}

const keyOf = (kind: string) => `kind-${kind.replace(".", "-")}`;
