import type { ReactNode } from "react";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { StateMark } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import type { ShownMarkup } from "../queries/on-revision.ts";
import { shapeOf } from "./words.ts";

type Step = ShownMarkup["settlements"][number];
type Message = ShownMarkup["messages"][number];

/** What was said and where it was said to stand, as one thing came after the other. */
export function inOrder(messages: readonly Message[], steps: readonly Step[]): (Message | Step)[] {
  const when = (one: Message | Step) => Date.parse("state" in one ? one.at : one.sentAt);
  return [...messages, ...steps].sort((a, b) => when(a) - when(b));
}

/** Who said where a comment stands, when, and why. */
export function Settled({ step }: { step: Step }): ReactNode {
  const t = useMessages(markupMessages);
  const format = useFormat();
  const { state, person, at, reason } = step;
  return (
    <li className="mark-step">
      <p className="text-sm">
        <StateMark
          state={shapeOf[state]}
          label={t(state === "open" ? "state-reopened" : (`state-${state}` as MarkupWord))}
        />{" "}
        {[person.name, person.company].filter(Boolean).join(", ")} ·{" "}
        <time className="text-muted" dateTime={at}>
          {format.dateTime(at)}
        </time>
      </p>
      {reason && (
        <p className="break-words">
          {t("reason")}: {reason}
        </p>
      )}
    </li>
  );
}
