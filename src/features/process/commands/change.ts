import { z } from "zod";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { wording, wordsIn } from "../copy/stored.ts";
import { CHANNELS } from "../model/index.ts";
import { findActivity } from "../queries/find.ts";
import { mayTailor } from "../rights.ts";
import { activityEntry } from "./entry.ts";

/** What of an activity its lead may set, as a form or client sends it; an absent date is no date. */
export const tailoredFields = {
  title: z.string().trim().min(1).max(200),
  phase: z.uuid(),
  plannedStart: z.iso.date().nullish(),
  plannedEnd: z.iso.date().nullish(),
  channel: z.enum(CHANNELS).nullish(),
};

const kinds = ["moved", "dated", "renamed", "changed", "published"].map((kind) => `activity.${kind}`);

/** Moves, dates or rewords an activity. The title is touched only when it reads otherwise than in the language it was shown in. */
export const changeActivity = command({
  name: "activities.change",
  summary: "Moves an activity to another phase, sets its dates, channel or title",
  http: "PUT /rooms/{room}/activities/{activity}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    activity: z.uuid(),
    version: z.int(),
    ...tailoredFields,
    /** The language in which the title was shown to the one who changes it. */
    language: z.string().max(5).default("en"),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const { room, phase, plannedStart = null, plannedEnd = null, channel = null } = input;
    const [activity, target] = await Promise.all([
      findActivity(tx, room, input.activity),
      tx
        .selectFrom("phase")
        .select("title")
        .where("room_id", "=", room)
        .where("id", "=", phase)
        .executeTakeFirst(),
    ]);
    if (seat && !mayTailor(activity.audience.kind, seat)) throw forbidden("activity-not-lead");
    if (!target) throw notFound();
    if (activity.version !== input.version) throw stale();
    if (plannedStart && plannedEnd && plannedEnd < plannedStart)
      throw refused("activity-ends-before", {}, "plannedEnd");
    const renamed = wordsIn(activity.title, input.language) !== input.title;
    const title = renamed ? { text: input.title } : activity.title;
    const moved = activity.phase_id !== phase;
    const dated = activity.planned_start !== plannedStart || activity.planned_end !== plannedEnd;
    if (!renamed && !moved && !dated && activity.channel === channel) return { version: activity.version };
    const changed = await tx
      .updateTable("activity")
      .set({
        phase_id: phase,
        planned_start: plannedStart,
        planned_end: plannedEnd,
        channel,
        title: JSON.stringify(title),
        version: input.version + 1,
      })
      .where("room_id", "=", room)
      .where("id", "=", activity.id)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (!changed) throw stale();
    const entry = (kind: `activity.${string}`, data: Record<string, unknown>) =>
      emit(activityEntry(room, { ...activity, title }, kind, data));
    if (moved) entry("activity.moved", { from: activity.phaseTitle, to: wording.parse(target.title) });
    if (dated)
      entry("activity.dated", {
        from: [activity.planned_start, activity.planned_end],
        to: [plannedStart, plannedEnd],
      });
    if (renamed) entry("activity.renamed", { from: wordsIn(activity.title, "en") });
    if (activity.channel !== channel) entry("activity.changed", { channel });
    return { version: changed.version };
  },
  async standing({ tx, input }) {
    const activity = await findActivity(tx, input.room, input.activity);
    const { version, phase_id, planned_start, planned_end, channel } = activity;
    return {
      version,
      fields: {
        title: wordsIn(activity.title, input.language),
        phase: phase_id,
        plannedStart: planned_start,
        plannedEnd: planned_end,
        channel,
      },
      subject: { id: activity.id, kinds },
    };
  },
});
