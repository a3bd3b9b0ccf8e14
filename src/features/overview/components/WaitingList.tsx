import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, StateMark } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import type { WaitingLine } from "./useWaitingLines.ts";

/** Things that wait, the most overdue first; `none` are the words of an empty list. */
export function WaitingList({
  lines,
  none,
  withRoom,
}: {
  lines: WaitingLine[];
  none: string;
  withRoom?: boolean;
}) {
  const words = useAudienceWords();
  if (lines.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="grid gap-3">
      {lines.map((line) =>
        line.audience.kind === "room" ? (
          <li key={line.key} className="border-rule border-l-2 pl-4">
            <Line line={line} withRoom={withRoom ?? false} />
          </li>
        ) : (
          <Backstage key={line.key} as="li" shape="row" {...words(line.audience)}>
            <Line line={line} withRoom={withRoom ?? false} />
          </Backstage>
        ),
      )}
    </ul>
  );
}

function Line({ line, withRoom }: { line: WaitingLine; withRoom: boolean }) {
  const t = useMessages(overviewMessages);
  const format = useFormat();
  return (
    <>
      <Link className="link" to={line.to}>
        {line.title}
      </Link>
      <p className="flex flex-wrap gap-x-4 text-muted text-sm">
        {withRoom && <span>{line.room.name}</span>}
        {line.people && <span>{t("waits-for", { people: line.people })}</span>}
        {line.note && <span>{line.note}</span>}
        {line.late > 0 ? (
          <StateMark state="late" label={t("late", { days: line.late })} />
        ) : (
          line.due && <span>{t("due", { date: format.day(line.due) })}</span>
        )}
      </p>
    </>
  );
}
