import { translate } from "#platform/i18n/index.ts";
import type { State } from "#ui/index.ts";
import type en from "../../../../messages/en/process.json";
import { processMessages } from "../messages.ts";
import type { MilestoneState } from "../queries/milestones.ts";
import { GATE_SHAPES, GATE_WORDS, type GateMark } from "./marks.ts";

type Words = keyof typeof en;

const isGate = (state: MilestoneState): state is GateMark => state in GATE_SHAPES;

/** Mark and words of a date of the process, the same as the process itself shows; null where nothing is told or begun. */
export function milestoneStands(
  state: MilestoneState | null,
  locale: string,
): { state: State; label: string } | null {
  if (state === null || state === "planned") return null;
  const [mark, key] = isGate(state) ? [GATE_SHAPES[state], GATE_WORDS[state]] : [state, `state-${state}`];
  const words = translate(processMessages, locale, key as Words);
  return { state: mark, label: words.charAt(0).toLocaleUpperCase(locale) + words.slice(1) };
}
