import type { Emitted } from "#platform/roomlog/index.ts";
import { type Wording, wordsIn } from "../copy/stored.ts";

/** A log entry about an activity, for those who see it: its title in English (or as typed) and in every language. */
export function activityEntry(
  room: string,
  activity: { id: string; audience: { id: string }; title: Wording },
  kind: `activity.${string}`,
  data: Record<string, unknown> = {},
): Emitted {
  return {
    room,
    audience: activity.audience.id,
    kind,
    subject: { type: "activity", id: activity.id },
    data: { title: wordsIn(activity.title, "en"), words: activity.title, ...data },
  };
}

/** Today, `YYYY-MM-DD`. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
