import type { DocumentWaiting } from "#features/documents/index.ts";
import type { GateWaiting } from "#features/gates/index.ts";
import type { CommentWaiting } from "#features/markup/index.ts";
import type { WaitingItem } from "#features/process/index.ts";
import type { ItemShown } from "#features/schedule/index.ts";
import { useMessages, useReading } from "#platform/i18n/index.ts";
import { overviewMessages } from "../messages.ts";
import { spoken } from "./spoken.ts";
import { useWhen } from "./useWhen.ts";

/** One thing that waits, wherever it comes from. */
export interface WaitingLine {
  key: string;
  to: string;
  title: string;
  room: { id: string; name: string };
  audience: { id: string; kind: string; name: string };
  /** For whom, in words; empty when it is the reader. */
  people: string;
  note: string;
  due: string | null;
  /** Where it stands in the order of days: what is due, or the day that was proposed. */
  day?: string | null;
  late: number;
}

/** What waits, from the process and from the schedule, as lines of one kind. */
export function useWaitingLines() {
  const t = useMessages(overviewMessages);
  const { locale } = useReading();
  const when = useWhen();
  const verbs = { start: "start-activity", finish: "finish-activity", answer: "respond-activity" } as const;
  return {
    activity: (item: WaitingItem): WaitingLine => ({
      key: item.activity,
      to: `/rooms/${item.room.id}/process/activities/${item.activity}`,
      title: t(verbs[item.kind], { title: spoken(item.title, locale) }),
      room: item.room,
      audience: item.audience,
      people: item.mine ? "" : item.people.map(({ name }) => name).join(", ") || t(`waits-side-${item.side}`),
      note: item.note,
      due: item.due,
      late: item.late,
    }),
    decision: (item: GateWaiting): WaitingLine => ({
      key: item.id,
      to: `/rooms/${item.room.id}/${item.path}`,
      title: t(`decide-${item.kind}`, { title: spoken(item.title, locale) }),
      room: item.room,
      audience: item.audience,
      people: item.mine ? "" : item.people.join(", "),
      note: item.note,
      due: item.due,
      late: item.late,
    }),
    comment: (item: CommentWaiting): WaitingLine => ({
      key: item.id,
      to: item.path,
      title: t("answer-comment", { ordinal: item.ordinal, title: item.document }),
      room: item.room,
      audience: item.audience,
      people: "",
      note: "",
      due: item.due,
      late: item.late,
    }),
    document: (item: DocumentWaiting): WaitingLine => ({
      key: item.id,
      to: `/rooms/${item.room.id}/${item.path}`,
      title: t(`document-${item.kind}`, { title: item.title }),
      room: item.room,
      audience: item.audience,
      people: item.mine
        ? ""
        : item.people.join(", ") || t(`waits-side-${item.side as "seller" | "buyer" | "partner"}`),
      note: item.kind !== "expected" ? t("document-asked-by", { name: item.note }) : item.note,
      due: item.due,
      late: item.late,
    }),
    answer: (item: ItemShown): WaitingLine => ({
      key: item.id,
      to: `/rooms/${item.room.id}/schedule/${item.id}`,
      title: t("answer-meeting", { title: item.title }),
      room: item.room,
      audience: item.audience,
      people: "",
      note: when(item.time),
      due: null,
      day: (item.time.startsAt ?? item.time.day)?.slice(0, 10) ?? null,
      late: 0,
    }),
  };
}

/** The most overdue first, then what waits now without a day, then by day; otherwise as they come. */
export const inOrder = (lines: WaitingLine[]): WaitingLine[] =>
  lines.sort((a, b) => b.late - a.late || dayOf(a).localeCompare(dayOf(b)));

const dayOf = ({ day, due }: WaitingLine) => day ?? due ?? "";
