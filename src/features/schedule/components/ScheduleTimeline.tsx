import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages, useReading } from "#platform/i18n/index.ts";
import { AudienceTag, classes, Timeline } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import { type AgendaRow, timeOfDate, titleOf } from "../model/agenda.ts";
import { addDays, wallOf } from "../model/zones.ts";
import { useStateWords, useTimeWords } from "./words.ts";

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

/** The same rows as bars and rhombi on one axis of months, for the eye and for print. */
export function ScheduleTimeline({ rows, now }: { rows: readonly AgendaRow[]; now: Date }): ReactNode {
  const t = useMessages(scheduleMessages);
  const { locale, timeZone } = useReading();
  const format = useFormat();
  const time = useTimeWords();
  const stateWords = useStateWords();
  const audienceWords = useAudienceWords();
  const spans = rows.flatMap((row) => {
    if (
      row.type === "today" ||
      (row.type === "item" && (row.item.state === "cancelled" || row.item.state === "declined"))
    )
      return [];
    const own = row.type === "item" ? row.item.time : timeOfDate(row.date);
    const first = row.begins.slice(0, 10);
    const last = own.endsAt ? wallOf(new Date(own.endsAt), timeZone).slice(0, 10) : (own.lastDay ?? first);
    return [{ row, own, first, last }];
  });
  const today = wallOf(now, timeZone).slice(0, 10);
  const from = `${min([today, ...spans.map(({ first }) => first)]).slice(0, 7)}-01`;
  const to = nextMonth(max([today, ...spans.map(({ last }) => last)]));
  const long = dayNumber(to) - dayNumber(from) > 366; // the same month comes twice
  const share = (day: string) => (dayNumber(day) - dayNumber(from)) / (dayNumber(to) - dayNumber(from));
  return (
    <Timeline
      label={t("timeline")}
      today={share(today)}
      ticks={monthsBetween(from, to).map((month) => ({
        key: month,
        at: share(month),
        label: long ? monthOfYear(month) : format.shortMonth(month),
      }))}
      rows={spans.map(({ row, own, first, last }) => {
        const isItem = row.type === "item";
        const title = isItem ? row.item.title : titleOf(row.date.title, locale);
        const words = audienceWords(isItem ? row.item.audience : row.date.audience);
        const done = isItem ? row.item.state === "done" : passed.has(row.date.stands?.state);
        const state = isItem ? stateWords(row.item).label : (row.date.stands?.label ?? t("kind-process"));
        return {
          key: row.key,
          label: (
            <span
              className={classes(
                "block py-1",
                words.tone !== "room" && `backstage backstage-row tone-${words.tone}`,
              )}
            >
              <Link
                className="link"
                to={isItem ? `/rooms/${row.item.room.id}/schedule/${row.item.id}` : row.date.path}
              >
                {title}
              </Link>
              <span className="block text-xs text-muted">
                {time.full(own)} · {state}
              </span>
              {words.tone !== "room" && <AudienceTag {...words} />}
            </span>
          ),
          start: share(first),
          end: last === first ? share(first) : share(addDays(last, 1)),
          state: done ? "done" : isItem && row.item.state === "proposed" ? "planned" : "running",
          text: t("timeline-row", { when: time.full(own), state }),
        };
      })}
    />
  );
}

/** What lies behind: done, or let through. */
const passed = new Set<string | undefined>(["done", "go", "conditional"]);

const min = (days: string[]) => days.toSorted()[0] ?? "";
const max = (days: string[]) => days.toSorted().at(-1) ?? "";

/** "2027-02-01" → "2/27". */
const monthOfYear = (day: string) => `${Number(day.slice(5, 7))}/${day.slice(2, 4)}`;

/** The first day of the month after a day's. */
function nextMonth(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

/** First days of months from one to another, thinned to at most eight so that their names do not meet. */
function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = from; month < to; month = nextMonth(month)) months.push(month);
  const step = Math.ceil(months.length / 8);
  return months.filter((_, at) => at % step === 0);
}
