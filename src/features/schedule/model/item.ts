import { z } from "zod";
import { typedTime } from "#platform/typed.ts";
import { itemKinds, itemStates } from "./time.ts";
import { isZone } from "./zones.ts";

export const itemKind = z.enum(itemKinds);

export const itemState = z.enum(itemStates);

const clock = z
  .string()
  .overwrite(typedTime)
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "time-wrong");
const date = z.iso.date().refine((value) => value >= "2000-01-01" && value < "2100-01-01", "date-far");

/**
 * When, as people say it: a day, perhaps a time of day, perhaps an end, by the clocks of a zone. Without `from` it is
 * whole days. `lastDay` is for what ends on a later day.
 */
export const whenFields = {
  day: date,
  from: clock.optional(),
  until: clock.optional(),
  lastDay: date.optional(),
  zone: z.string().refine(isZone, "zone-unknown"),
};
/** What it is, in words. */
export const wordFields = {
  title: z.string().trim().min(1).max(160).transform(oneLine),
  place: z.string().trim().max(200).transform(oneLine).default(""),
  link: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(500)]).default(""),
  note: z.string().trim().max(4000).default(""),
};

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}

/** A time as it travels to screens and into the log: ISO instants. */
export const timeShown = z.object({
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  day: z.iso.date().nullable(),
  lastDay: z.iso.date().nullable(),
  zone: z.string(),
});
