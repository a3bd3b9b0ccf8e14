import type { ReactNode } from "react";
import { Link } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { StateMark } from "#ui/index.ts";
import { processMessages, processRoomMessages } from "../messages.ts";
import { GATE_SHAPES, GATE_WORDS } from "../view/marks.ts";
import type { Standing } from "../view/standing.ts";

/** How many of the reader's own things are named here; the list has all. */
const NAMED = 4;

/** Where the sale stands, what is yours now and what is decided next: what one looks for while standing in a mill. */
export function StandingNow({ standing, room }: { standing: Standing; room: string }) {
  const t = useMessages(processRoomMessages);
  const words = useMessages(processMessages);
  const format = useFormat();
  const { side } = useRoom();
  const { phase, waits, next } = standing;
  const mine = waits.filter((one) => one.mine);
  const ours = mine.length > 0 ? mine : waits.filter((one) => one.side === side);
  const process = `/rooms/${room}/process`;
  return (
    <dl className="standing">
      {phase && (
        <Part title={t("standing-phase", { at: phase.at, of: phase.of })}>
          <strong>{phase.title}</strong>
          <small>{t("done-of", { done: phase.done, of: phase.all })}</small>
        </Part>
      )}
      <Part title={t(mine.length > 0 || ours.length === 0 ? "standing-yours" : "standing-ours")}>
        {ours.length === 0 && t("none-mine")}
        {ours.slice(0, NAMED).map((one) => (
          <div key={one.id}>
            <Link className="link" to={`${process}/activities/${one.id}`}>
              {one.title}
            </Link>
            {one.late > 0 ? (
              <StateMark state="late" label={words("state-late")} />
            ) : (
              one.due && <small>{t("standing-by", { day: format.day(one.due) })}</small>
            )}
          </div>
        ))}
        {ours.length > NAMED && (
          <Link className="link" to={`${process}?show=${mine.length > 0 ? "mine" : "waiting"}`}>
            {t("standing-more", { count: ours.length - NAMED })}
          </Link>
        )}
      </Part>
      <Part title={t("standing-next")}>
        {next ? (
          <>
            {next.open ? (
              <Link className="link" to={`${process}/gates/${next.id}`}>
                {next.title}
              </Link>
            ) : (
              next.title
            )}
            <StateMark
              state={GATE_SHAPES[next.mark]}
              label={words(GATE_WORDS[next.mark] as Parameters<typeof words>[0])}
            />
            {next.plannedOn && <small>{t("planned-to", { span: format.day(next.plannedOn) })}</small>}
          </>
        ) : (
          t("standing-none")
        )}
      </Part>
    </dl>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
