import type { Wording } from "#features/process/index.ts";
import { processMessages } from "#features/process/messages.ts";
import { translate, useReading } from "#platform/i18n/index.ts";
import type { GateShown } from "../queries/gate.ts";

/** All by which a gate is decided, as the screen has it. */
export type Deciding = NonNullable<GateShown["decision"]>;

/** What every form of the gate's screen is given: the gate, and the refusal of the last act, if any. */
export type Own = { decision: Deciding; answer: unknown };

/** The words for a reader, as typed or in their language. */
export function useSpoken(): (words: Wording) => string {
  const { locale } = useReading();
  return (words) => words.text ?? words[locale] ?? words.en ?? Object.values(words)[0] ?? "";
}

type ProcessWord = Parameters<typeof translate<keyof (typeof processMessages.byLocale)[string]>>[2];

interface ShownReason {
  key: string;
  params?: Record<string, string | number | Wording> | undefined;
}

/** A reason of the rules as a sentence. */
export function useReasonWords(): (reason: ShownReason) => string {
  const { locale, timeZone } = useReading();
  const spoken = useSpoken();
  return ({ key, params = {} }) => {
    const values = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === "object" ? spoken(value) : value,
      ]),
    );
    return translate(processMessages, locale, key as ProcessWord, values, timeZone);
  };
}
