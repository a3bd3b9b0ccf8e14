import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, refused, stale } from "#platform/errors.ts";
import { newHiddenId } from "#platform/ids.ts";
import { command } from "#platform/operations/index.ts";
import type { PlacedAudience } from "../copy/audiences.ts";
import { wording } from "../copy/stored.ts";
import { type Band, PARTS } from "../model/index.ts";
import { findActivity } from "../queries/find.ts";
import { laneOf, mustSee, sharedAudience } from "../queries/lanes.ts";
import { mayAssign } from "../rights.ts";
import { activityEntry } from "./entry.ts";

/** Adds a lane (and a role or a person in it) to an activity. A team below the line of visibility stays below it. */
export const addParticipant = command({
  name: "activities.add-participant",
  summary: "Adds a participant to an activity",
  http: "POST /rooms/{room}/activities/{activity}/participants",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    activity: z.uuid(),
    lane: z.uuid(),
    role: z.uuid().optional(),
    part: z.enum(PARTS).exclude(["lead"]),
    member: z.uuid().optional(),
  }),
  output: z.object({ id: z.uuid() }),
  async run({ tx, seat, input, emit }) {
    const { room, part } = input;
    const [activity, lane, role] = await Promise.all([
      findActivity(tx, room, input.activity),
      laneOf(tx, room, input.lane),
      input.role
        ? tx
            .selectFrom("process_role")
            .select("id")
            .where("room_id", "=", room)
            .where("id", "=", input.role)
            .executeTakeFirst()
        : undefined,
    ]);
    if (input.role && !role) throw notFound();
    if (seat && !mayAssign(lane.band, activity.audience.kind, seat)) throw forbidden("activity-not-lead");
    const placed = { id: activity.audience.id, kind: activity.audience.kind as PlacedAudience["kind"] };
    const shared = await sharedAudience(tx, room, placed, lane.audience);
    if (!shared) throw refused("lane-not-in-audience", {}, "lane");
    const person = input.member
      ? await mustSee(tx, room, input.member, shared.id, lane.band, "member")
      : undefined;
    const id = newHiddenId();
    await tx
      .insertInto("participant")
      .values({
        room_id: room,
        id,
        audience_id: shared.id,
        activity_id: activity.id,
        lane_id: lane.id,
        role_id: role?.id ?? null,
        part,
        member_id: input.member ?? null,
      })
      .execute();
    emit(
      activityEntry(room, { ...activity, audience: shared }, "activity.assigned", {
        lane: lane.title,
        part,
        ...(person ? { person: person.name } : {}),
      }),
    );
    return { id };
  },
});

/** Names the person who does it, or nobody yet. */
export const assign = command({
  name: "activities.assign",
  summary: "Names the person of a participating team, or nobody yet",
  http: "PUT /rooms/{room}/participants/{participant}",
  capability: "room.lead",
  input: z.object({
    room: z.uuid(),
    participant: z.uuid(),
    version: z.int(),
    member: z.uuid().nullish(),
  }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const { room, member = null } = input;
    const found = await findParticipant(tx, room, input.participant);
    if (seat && !mayAssign(found.band, found.activity.audience.kind, seat))
      throw forbidden("activity-not-lead");
    const person = member
      ? await mustSee(tx, room, member, found.audience_id, found.band, "member")
      : undefined;
    const changed = await tx
      .updateTable("participant")
      .set({ member_id: member, version: input.version + 1 })
      .where("room_id", "=", room)
      .where("id", "=", found.id)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (!changed) throw stale();
    const entry = { ...found.activity, audience: { id: found.audience_id } };
    emit(
      person
        ? activityEntry(room, entry, "activity.assigned", { lane: found.laneTitle, person: person.name })
        : activityEntry(room, entry, "activity.unassigned", { lane: found.laneTitle }),
    );
    return { version: changed.version };
  },
  async standing({ tx, input }) {
    const found = await findParticipant(tx, input.room, input.participant);
    return {
      version: found.version,
      fields: { member: found.member_id },
      subject: { id: found.activity.id, kinds: ["activity.assigned", "activity.unassigned"] },
    };
  },
});

/** Takes a team out of an activity. Somebody always leads it, so the leading one stays. */
export const removeParticipant = command({
  name: "activities.remove-participant",
  summary: "Takes a participant out of an activity",
  http: "DELETE /rooms/{room}/participants/{participant}",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), participant: z.uuid() }),
  output: z.object({ activity: z.uuid() }),
  async run({ tx, seat, input, emit }) {
    const { room } = input;
    const found = await findParticipant(tx, room, input.participant);
    if (seat && !mayAssign(found.band, found.activity.audience.kind, seat))
      throw forbidden("activity-not-lead");
    if (found.part === "lead") throw refused("participant-leads");
    await tx.deleteFrom("participant").where("room_id", "=", room).where("id", "=", found.id).execute();
    const entry = { ...found.activity, audience: { id: found.audience_id } };
    emit(activityEntry(room, entry, "activity.participant-removed", { lane: found.laneTitle }));
    return { activity: found.activity.id };
  },
});

async function findParticipant(tx: Tx, room: string, id: string) {
  const row = await tx
    .selectFrom("participant")
    .innerJoin("lane", (on) =>
      on.onRef("lane.room_id", "=", "participant.room_id").onRef("lane.id", "=", "participant.lane_id"),
    )
    .selectAll("participant")
    .select(["lane.band", "lane.title as lane_title"])
    .where("participant.room_id", "=", room)
    .where("participant.id", "=", id)
    .executeTakeFirst();
  if (!row) throw notFound();
  const activity = await findActivity(tx, room, row.activity_id);
  return { ...row, band: row.band as Band, laneTitle: wording.parse(row.lane_title), activity };
}
