import type { ReactNode } from "react";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Section, Stamp } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import type { TimeShown } from "../model/time.ts";
import { useTimeWords } from "./words.ts";

/** Who answered the proposal that stands now, and what. */
export function ItemAnswers({
  answers,
}: {
  answers: readonly {
    answer: "agreed" | "declined" | "other-time";
    side: "seller" | "buyer" | "partner";
    name: string;
    reason: string;
    at: string;
  }[];
}): ReactNode {
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  if (answers.length === 0) return null;
  return (
    <Section title={t("answers")}>
      <ul className="grid gap-2">
        {answers.map((one) => (
          <li key={one.at}>
            {t(`answer-${one.answer}`, { name: one.name, side: t(`side-${one.side}`) })}{" "}
            <Stamp at={one.at}>{format.dateTime(one.at)}</Stamp>
            {one.reason && <p className="text-sm whitespace-pre-line">{one.reason}</p>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

const known = [
  "proposed",
  "agreed",
  "declined",
  "moved",
  "changed",
  "cancelled",
  "done",
  "published",
] as const;

/** Everything that happened to an item, as the log has it for this reader, the latest first. */
export function ItemHistory({
  history,
}: {
  history: readonly {
    kind: string;
    at: string;
    name: string;
    from: TimeShown | null;
    to: TimeShown | null;
    reason: string;
  }[];
}): ReactNode {
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  const time = useTimeWords();
  return (
    <Section title={t("history")}>
      <ol className="grid gap-2">
        {history.map((entry) => {
          const kind = known.find((name) => entry.kind === `meeting.${name}`);
          return (
            kind && (
              <li key={`${entry.at} ${kind}`} className="text-sm">
                <Stamp at={entry.at}>{format.dateTime(entry.at)}</Stamp>{" "}
                {t("history-line", { name: entry.name, what: t(`history-${kind}`) })}
                {entry.from && entry.to && (
                  <p className="text-muted">
                    {t("history-times", { from: time.full(entry.from), to: time.full(entry.to) })}
                  </p>
                )}
                {entry.reason && <p className="whitespace-pre-line">{entry.reason}</p>}
              </li>
            )
          );
        })}
      </ol>
    </Section>
  );
}
