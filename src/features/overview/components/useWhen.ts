import type { ItemShown } from "#features/schedule/index.ts";
import { useFormat } from "#platform/i18n/index.ts";

/** When a meeting is, by the reader's clock: the day in words and the hours, or the days. */
export function useWhen(): (time: ItemShown["time"]) => string {
  const format = useFormat();
  return ({ startsAt, endsAt, day, lastDay }) => {
    if (!startsAt) return [day, lastDay].flatMap((one) => (one ? [format.day(one)] : [])).join(" – ");
    const hours = endsAt ? `${format.time(startsAt)}–${format.time(endsAt)}` : format.time(startsAt);
    return `${format.day(startsAt)}, ${hours}`;
  };
}
