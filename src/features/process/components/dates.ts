import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { processRoomMessages } from "../messages.ts";
import type { Lateness } from "../schedule/activity.ts";

interface Dates {
  plannedStart: string | null;
  plannedEnd: string | null;
  actualStart: string | null;
  actualEnd: string | null;
}

/** The days of an activity in words: what happened where it has, else what is planned. */
export function useDates() {
  const format = useFormat();
  const t = useMessages(processRoomMessages);
  const span = (start: string | null, end: string | null): string | null => {
    if (start && end && start !== end) return t("span", { start: format.date(start), end: format.date(end) });
    return start || end ? format.date(start ?? end ?? "") : null;
  };
  return {
    planned: ({ plannedStart, plannedEnd }: Pick<Dates, "plannedStart" | "plannedEnd">) =>
      span(plannedStart, plannedEnd),
    actual({ actualStart, actualEnd }: Pick<Dates, "actualStart" | "actualEnd">): string | null {
      if (actualEnd) return span(actualStart, actualEnd);
      return actualStart ? t("since", { day: format.date(actualStart) }) : null;
    },
    late(late: Lateness): string | null {
      if (late.kind === "on-time") return null;
      return t(late.kind, { days: late.days });
    },
  };
}
