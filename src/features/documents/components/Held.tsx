import type { ReactNode } from "react";
import { grouped } from "#platform/grouped.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Section, StateMark } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import type { RevisionLabel } from "../model/labels.ts";
import type { Held } from "../queries/show.ts";
import { useLabelWords } from "./labels.ts";

/**
 * Which revision the other side has: of each company the newest that each of its people opened or downloaded, and in words
 * when they still hold an older one. Both sides see it.
 */
export function WhatTheyHave(props: { held: readonly Held[]; newest: RevisionLabel | undefined }): ReactNode {
  const t = useMessages(documentMessages);
  const sentence = useHeldSentence();
  const label = useLabelWords();
  const { held, newest } = props;
  if (held.length === 0) return null;
  const companies = grouped(held, (one) => [one.company, t(`from-${one.side}`)].filter(Boolean).join(", "));
  return (
    <Section title={t("has")} id="has">
      <ul className="grid gap-2">
        {[...companies].map(([company, people]) => {
          const took = people.filter((one) => one.took);
          const upToDate = took.some((one) => one.took?.holds);
          return (
            <li key={company} className="grid gap-x-4 sm:grid-cols-[minmax(8rem,auto)_1fr]">
              <strong>{company}</strong>
              <ul className="grid gap-1">
                {took.map((one) => (
                  <li key={one.name} className="flex flex-wrap items-baseline gap-x-2">
                    {sentence(one)}
                    {one.took && !one.took.holds && <StateMark state="late" label={t("has-older")} />}
                  </li>
                ))}
                {!upToDate && newest && (
                  <li className="text-muted">
                    {took.length === 0
                      ? t("has-nothing")
                      : t("has-none", { revision: label(newest, "mark") })}
                  </li>
                )}
              </ul>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function useHeldSentence(): (one: Held) => string {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const label = useLabelWords();
  return ({ name, took }) =>
    took
      ? t(took.did === "downloaded" ? "has-downloaded" : "has-opened", {
          name,
          revision: label(took.label),
          when: format.date(took.at),
        })
      : "";
}
