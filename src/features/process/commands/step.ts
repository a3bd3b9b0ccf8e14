import { z } from "zod";
import { forbidden, refused, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { findActivity } from "../queries/find.ts";
import { mayStep } from "../rights.ts";
import { ACTIVITY_EVENTS, ACTIVITY_STATES, type ActivityEvent, stepActivity } from "../schedule/index.ts";
import { WAITED_FOR } from "../waited.ts";
import { activityEntry, dayOf } from "./entry.ts";

const KINDS: Record<ActivityEvent, `activity.${string}`> = {
  start: "activity.started",
  wait: "activity.waiting",
  resume: "activity.resumed",
  complete: "activity.done",
  undo: "activity.reopened",
  drop: "activity.dropped",
  restore: "activity.restored",
};

/** Start, wait for somebody, go on, done, take back, drop, take back in: the one way an activity changes its state. */
export const stepOfActivity = command({
  name: "activities.step",
  summary: "Starts, completes, drops or reopens an activity, or says for whom it waits",
  http: "POST /rooms/{room}/activities/{activity}/steps",
  capability: "room.talk",
  input: z.object({
    room: z.uuid(),
    activity: z.uuid(),
    version: z.int(),
    event: z.enum(ACTIVITY_EVENTS),
    /** Needed to wait and to drop: others depend on it. */
    reason: z.string().trim().max(1000).default(""),
    /** Needed to wait: for which side, or for somebody outside the room. */
    waitingFor: z.enum(WAITED_FOR).optional(),
    /** The day on which it happened; today when absent. */
    on: z.iso.date().optional(),
  }),
  output: z.object({ state: z.enum(ACTIVITY_STATES), version: z.int() }),
  async run({ tx, seat, actor, input, now, emit }) {
    const { room, event, reason, waitingFor } = input;
    const activity = await findActivity(tx, room, input.activity);
    if (seat && !mayStep(event, activity, seat, actor.personId))
      throw forbidden(event === "drop" || event === "restore" ? "activity-not-lead" : "activity-not-yours");
    if (activity.version !== input.version) throw stale();
    const step = stepActivity(activity.state, event, reason);
    if (!step.ok)
      throw step.refusal.key === "reason-activity-reason"
        ? refused("activity-reason", {}, "reason")
        : refused("activity-not-now");
    if (event === "wait" && !waitingFor) throw refused("field-choose", {}, "waitingFor");
    const today = dayOf(now);
    const on = input.on ?? today;
    if (on > today) throw refused("activity-not-yet", {}, "on");
    if (event === "complete" && activity.actual_start && on < activity.actual_start)
      throw refused("activity-ends-before", {}, "on");
    const facts = {
      start: { actual_start: on },
      wait: {},
      resume: { actual_start: activity.actual_start ?? on },
      complete: { actual_start: activity.actual_start ?? on, actual_end: on },
      undo: activity.state === "done" ? { actual_end: null } : { actual_start: null },
      drop: {},
      restore: { actual_start: null, actual_end: null },
    }[event];
    const changed = await tx
      .updateTable("activity")
      .set({
        ...facts,
        state: step.state,
        waiting_for: event === "wait" ? waitingFor : null,
        note: event === "wait" || event === "drop" || event === "undo" ? reason : "",
        version: input.version + 1,
      })
      .where("room_id", "=", room)
      .where("id", "=", activity.id)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (!changed) throw stale();
    emit(
      activityEntry(room, activity, KINDS[event], {
        ...(reason ? { reason } : {}),
        ...(event === "wait" ? { waitingFor } : {}),
        ...(event === "start" || event === "complete" ? { on } : {}),
      }),
    );
    return { state: step.state, version: changed.version };
  },
});
