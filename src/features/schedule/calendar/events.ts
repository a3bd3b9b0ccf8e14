import { createHash } from "node:crypto";
import { z } from "zod";
import type { ProcessMilestone } from "../milestones.ts";
import { timeShown } from "../model/item.ts";
import { type ItemState, itemKinds } from "../model/time.ts";
import type { ItemShown } from "../queries/rows.ts";

/**
 * What one's calendar says of what not everyone in the room reads (commercial people, one side, a chosen group): a word of
 * its kind, nothing at all, or everything. Calendars are often shared.
 */
export const commercialRule = z.enum(["words", "hidden", "full"]);
export type CommercialRule = z.infer<typeof commercialRule>;

/** An event of a calendar. Without details it says only that its time is taken. */
export const calendarEvent = z.object({
  uid: z.string(),
  time: timeShown,
  /** What it is, for the word that stands where details are left out. */
  kind: z.enum([...itemKinds, "gate", "activity", "handover"]),
  status: z.enum(["TENTATIVE", "CONFIRMED", "CANCELLED"]),
  /** Times that this audience saw it change. */
  sequence: z.int(),
  changedAt: z.iso.datetime(),
  details: z
    .object({
      /** By language where the process gives it, else as written. */
      title: z.union([z.string(), z.record(z.string(), z.string())]),
      room: z.string(),
      place: z.string(),
      link: z.string(),
      note: z.string(),
      path: z.string(),
    })
    .nullable(),
});
export type CalendarEvent = z.infer<typeof calendarEvent>;

const statusOf: Record<ItemState, CalendarEvent["status"]> = {
  proposed: "TENTATIVE",
  agreed: "CONFIRMED",
  done: "CONFIRMED",
  declined: "CANCELLED",
  cancelled: "CANCELLED",
};

/** Stays the same for a thing, and tells nothing of it. */
const uidOf = (id: string): string =>
  `${createHash("sha256").update(`calendar ${id}`).digest("hex").slice(0, 32)}@frontstage`;

/** An item as an event; null when the rule leaves it out. The version counts only what its own audience saw. */
export function eventOf(item: ItemShown, rule: CommercialRule): CalendarEvent | null {
  const inside = item.audience.kind !== "room";
  if (inside && rule === "hidden") return null;
  return {
    uid: uidOf(item.id),
    time: item.time,
    kind: item.kind,
    status: statusOf[item.state],
    sequence: item.version - 1,
    changedAt: item.changedAt,
    details:
      inside && rule === "words"
        ? null
        : {
            title: item.title,
            room: item.room.name,
            place: item.place,
            link: item.link,
            note: item.note,
            path: `/rooms/${item.room.id}/schedule/${item.id}`,
          },
  };
}

/** A date of the process as an event of whole days; null where the rule leaves out what not everyone reads. */
export function eventOfMilestone(
  milestone: ProcessMilestone,
  room: string,
  audienceKind: string,
  rule: CommercialRule,
): CalendarEvent | null {
  const inside = audienceKind !== "room";
  if (inside && rule === "hidden") return null;
  return {
    uid: uidOf(milestone.id),
    time: { startsAt: null, endsAt: null, day: milestone.day, lastDay: milestone.lastDay, zone: "UTC" },
    kind: milestone.type,
    status: "CONFIRMED",
    sequence: 0,
    changedAt: `${milestone.day}T00:00:00.000Z`,
    details:
      inside && rule === "words"
        ? null
        : { title: milestone.title, room, place: "", link: "", note: "", path: milestone.path },
  };
}
