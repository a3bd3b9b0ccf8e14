import { useMessages } from "#platform/i18n/index.ts";
import type { ProgressPoint } from "../drawing/progress-line.ts";
import { ProgressLine } from "../drawing/svg/ProgressLine.tsx";
import { processMessages, processRoomMessages } from "../messages.ts";
import { GATE_WORDS } from "../view/marks.ts";

/** Where the project stands: the same phases and decisions for everyone in the room. */
export function Line({ points }: { points: readonly ProgressPoint[] }) {
  const t = useMessages(processRoomMessages);
  const words = useMessages(processMessages);
  return (
    <ProgressLine
      label={t("progress")}
      points={points}
      stateLabel={({ state, mark }) =>
        mark ? words(GATE_WORDS[mark] as Parameters<typeof words>[0]) : t(`phase-${state}`)
      }
    />
  );
}
