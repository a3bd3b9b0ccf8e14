import { Link } from "react-router";
import { AudienceRuns } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Disclosure, StateMark } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import type { WaitingLine } from "./useWaitingLines.ts";

const shown = 8;

/** Things that wait, the most overdue first, a long list in two parts; `none` are the words of an empty one. */
export function WaitingList(props: { lines: WaitingLine[]; none: string; withRoom?: boolean }) {
  const t = useMessages(overviewMessages);
  const { lines, none, withRoom = false } = props;
  if (lines.length === 0) return <p className="text-muted">{none}</p>;
  const itemsOf = (some: WaitingLine[]) =>
    some.map((line) => ({
      key: line.key,
      audience: line.audience,
      content: <Line line={line} withRoom={withRoom} />,
    }));
  return (
    <>
      <AudienceRuns items={itemsOf(lines.slice(0, shown))} />
      {lines.length > shown && (
        <div className="mt-3">
          <Disclosure summary={t("waits-more", { count: lines.length - shown })}>
            <AudienceRuns items={itemsOf(lines.slice(shown))} />
          </Disclosure>
        </div>
      )}
    </>
  );
}

function Line({ line, withRoom }: { line: WaitingLine; withRoom: boolean }) {
  const t = useMessages(overviewMessages);
  const format = useFormat();
  return (
    <>
      <Link className="link inline-block py-0.5" to={line.to}>
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
