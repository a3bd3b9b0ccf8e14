import { z } from "zod";
import { forbidden, notFound, refused } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import type { PlacedAudience } from "../copy/audiences.ts";
import { laneOf, mustSee, sharedAudience } from "../queries/lanes.ts";
import { mayTailor } from "../rights.ts";
import { tailoredFields } from "./change.ts";
import { activityEntry } from "./entry.ts";

/** A step that the blueprint does not have, led by one lane; others are added to it afterwards. */
export const addActivity = command({
  name: "activities.add",
  summary: "Adds an activity to the room's process",
  http: "POST /rooms/{room}/activities",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    audience: z.uuid(),
    ...tailoredFields,
    /** The lane that leads it. */
    lane: z.uuid(),
    member: z.uuid().optional(),
    /** An activity that usually comes first. */
    after: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, seat, input, emit }) {
    const { room, plannedStart = null, plannedEnd = null, channel = null } = input;
    const [audience, phase, lane, before] = await Promise.all([
      tx
        .selectFrom("audience")
        .select(["id", "kind"])
        .where("room_id", "=", room)
        .where("id", "=", input.audience)
        .executeTakeFirst(),
      tx
        .selectFrom("phase")
        .select("id")
        .where("room_id", "=", room)
        .where("id", "=", input.phase)
        .executeTakeFirst(),
      laneOf(tx, room, input.lane),
      input.after
        ? tx
            .selectFrom("activity")
            .innerJoin("audience", "audience.id", "activity.audience_id")
            .select(["activity.id", "audience.id as audience_id", "audience.kind"])
            .where("activity.room_id", "=", room)
            .where("activity.id", "=", input.after)
            .executeTakeFirst()
        : undefined,
    ]);
    if (!audience || !phase || (input.after && !before)) throw notFound();
    if (seat && !mayTailor(audience.kind, seat)) throw forbidden("activity-not-lead");
    if (plannedStart && plannedEnd && plannedEnd < plannedStart)
      throw refused("activity-ends-before", {}, "plannedEnd");
    // Who leads it reports on it, so the side that leads must be able to see it.
    if (audience.kind === (lane.band === "customer" ? "seller" : "buyer"))
      throw refused("lead-cannot-see", {}, "lane");
    const placed = { id: audience.id, kind: audience.kind as PlacedAudience["kind"] };
    const shared = await sharedAudience(tx, room, placed, lane.audience);
    if (!shared) throw refused("lane-not-in-audience", {}, "lane");
    if (input.member) await mustSee(tx, room, input.member, shared.id, lane.band, "member");
    const id = newHiddenId();
    const title = { text: input.title };
    await tx
      .insertInto("activity")
      .values({
        room_id: room,
        id,
        audience_id: audience.id,
        key: `added-${newHiddenId().slice(0, 13)}`,
        phase_id: phase.id,
        side: lane.band === "customer" ? "buyer" : "seller",
        title: JSON.stringify(title),
        channel,
        planned_start: plannedStart,
        planned_end: plannedEnd,
      })
      .execute();
    await tx
      .insertInto("participant")
      .values({
        room_id: room,
        id: newHiddenId(),
        audience_id: shared.id,
        activity_id: id,
        lane_id: lane.id,
        part: "lead",
        member_id: input.member ?? null,
      })
      .execute();
    const between =
      before &&
      (await sharedAudience(tx, room, placed, {
        id: before.audience_id,
        kind: before.kind as PlacedAudience["kind"],
      }));
    if (before && between)
      await tx
        .insertInto("dependency")
        .values({
          room_id: room,
          id: newHiddenId(),
          audience_id: between.id,
          activity_id: id,
          needs_activity_id: before.id,
        })
        .execute();
    emit(activityEntry(room, { id, audience: placed, title }, "activity.added"));
    return { id };
  },
});
