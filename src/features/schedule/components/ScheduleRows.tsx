import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages, useReading } from "#platform/i18n/index.ts";
import { Backstage, Icon, Section, StateMark } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import { type AgendaRow, byMonth, timeOfDate, titleOf } from "../model/agenda.ts";
import type { ItemShown } from "../queries/rows.ts";
import { useStateWords, useTimeWords, useWaitWords } from "./words.ts";

/** The linear list: months, within them weeks, within them rows, each on the tint of its audience; today is a line. */
export function ScheduleRows({ rows }: { rows: readonly AgendaRow[] }): ReactNode {
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  return byMonth(rows).map(({ month, weeks }) => (
    <Section
      key={month}
      title={<span className="first-letter:uppercase inline-block">{format.month(`${month}-01`)}</span>}
    >
      <div className="grid gap-6">
        {weeks.map(({ key, week, rows: inWeek }) => (
          <div key={key}>
            <h3 className="text-sm text-muted mb-2">{t("week", { week })}</h3>
            <ul className="grid gap-3">
              {inWeek.map((row) => (
                <Row key={row.key} row={row} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Section>
  ));
}

function Row({ row }: { row: AgendaRow }): ReactNode {
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  if (row.type === "today")
    return (
      <li className="flex items-center gap-3 text-sm font-semibold text-accent" id="today">
        <span>{t("today", { day: format.day(row.begins.slice(0, 10)) })}</span>
        <span aria-hidden="true" className="grow border-t-2 border-accent" />
      </li>
    );
  const { audience } = row.type === "item" ? row.item : row.date;
  return (
    <Backstage as="li" shape="row" {...audienceWords(audience)}>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[8.5rem_1fr]">
        {row.type === "item" ? <ItemRow item={row.item} day={row.begins} /> : <DateRow row={row} />}
      </div>
    </Backstage>
  );
}

function ItemRow({ item, day }: { item: ItemShown; day: string }): ReactNode {
  const t = useMessages(scheduleMessages);
  const time = useTimeWords();
  const stateWords = useStateWords();
  const waits = useWaitWords()(item);
  const place = time.atPlace(item.time);
  const closed = item.state === "cancelled" || item.state === "declined";
  return (
    <>
      <Time
        day={day}
        lastDay={item.time.lastDay}
        clocks={time.clocks(item.time)}
        place={place}
        struck={closed}
      />
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Link
            className={`link inline-block py-1 ${item.waitsForMe ? "font-semibold" : ""}`}
            to={`/rooms/${item.room.id}/schedule/${item.id}`}
          >
            {closed ? <s>{item.title}</s> : item.title}
          </Link>
          <StateMark {...stateWords(item)} />
        </p>
        <p className="text-sm text-muted">
          {[t(`kind-${item.kind}`), item.place].filter(Boolean).join(" · ")}
        </p>
        {waits && (
          <p
            className={`text-sm flex items-center gap-1 ${item.waitsForMe ? "font-semibold" : "text-muted"}`}
          >
            <Icon name="clock" size={16} />
            {waits}
          </p>
        )}
      </div>
    </>
  );
}

function DateRow({ row }: { row: AgendaRow & { type: "process" } }): ReactNode {
  const t = useMessages(scheduleMessages);
  const { locale } = useReading();
  const time = useTimeWords();
  const { date } = row;
  return (
    <>
      <Time day={row.begins} lastDay={date.lastDay} clocks={time.clocks(timeOfDate(date))} place={null} />
      <div>
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Link className="link inline-block py-1" to={date.path}>
            {titleOf(date.title, locale)}
          </Link>
          {date.stands && <StateMark {...date.stands} />}
        </p>
        <p className="text-sm text-muted">{t("kind-process")}</p>
      </div>
    </>
  );
}

function Time(props: {
  day: string;
  lastDay: string | null;
  clocks: string;
  place: string | null;
  struck?: boolean;
}): ReactNode {
  const format = useFormat();
  const day = props.day.slice(0, 10);
  // The month stands above; a span that leaves it says both of its months.
  const name =
    !props.lastDay || props.lastDay.slice(0, 7) === day.slice(0, 7) ? format.dayOfMonth : format.date;
  const words = (
    <>
      <strong className="first-letter:uppercase">{name(day)}</strong>
      {props.lastDay && ` – ${name(props.lastDay)}`}
    </>
  );
  return (
    <div className="text-sm tabular-nums py-1">
      <p>{props.struck ? <s>{words}</s> : words}</p>
      <p>{props.clocks}</p>
      {props.place && <p className="text-xs text-muted">{props.place}</p>}
    </div>
  );
}
