import { useMessages } from "#platform/i18n/index.ts";
import { progressLine } from "../drawing/progress-line.ts";
import { ProgressLine } from "../drawing/svg/ProgressLine.tsx";
import { processRoomMessages } from "../messages.ts";

/** Where the project stands: the same phases for everyone in the room. */
export function Line({
  phases,
}: {
  phases: readonly { key: string; short: string; state: "done" | "current" | "ahead" }[];
}) {
  const t = useMessages(processRoomMessages);
  const { points } = progressLine(
    phases.map(({ key, short, state }) => ({ key, title: short, state })),
    [],
  );
  return (
    <ProgressLine label={t("progress")} points={points} stateLabel={({ state }) => t(`phase-${state}`)} />
  );
}
