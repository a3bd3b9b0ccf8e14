import { type SqlBool, sql } from "kysely";
import { z } from "zod";
import { assertWider } from "#features/rooms/index.ts";
import type { Tx } from "#platform/database/index.ts";
import { forbidden, notFound, stale } from "#platform/errors.ts";
import { command } from "#platform/operations/index.ts";
import { narrower, type PlacedAudience } from "../copy/audiences.ts";
import { findActivity } from "../queries/find.ts";
import { mayTailor } from "../rights.ts";
import { activityEntry } from "./entry.ts";

/**
 * Moves an activity to a wider audience. What it says there begins anew: version 1, no reason from before. Its participants,
 * artefacts and dependencies come along as far as they may: teams below the line of visibility stay hidden.
 * A narrower audience is refused: drop the activity with a reason and add it again.
 */
export const publishActivity = command({
  name: "activities.publish",
  summary: "Shows an activity to a wider audience",
  http: "POST /rooms/{room}/activities/{activity}/publication",
  capability: "room.lead",
  input: z.object({ room: z.uuid(), activity: z.uuid(), version: z.int(), to: z.uuid() }),
  output: z.object({ version: z.int() }),
  async run({ tx, seat, input, emit }) {
    const { room, to } = input;
    const [activity, target] = await Promise.all([
      findActivity(tx, room, input.activity),
      tx
        .selectFrom("audience")
        .select(["id", "kind"])
        .where("room_id", "=", room)
        .where("id", "=", to)
        .executeTakeFirst(),
    ]);
    if (!target) throw notFound();
    if (seat && !mayTailor(activity.audience.kind, seat)) throw forbidden("activity-not-lead");
    const { gains } = await assertWider(tx, room, activity.audience.id, to);
    if (to === activity.audience.id) return { version: activity.version };
    const changed = await tx
      .updateTable("activity")
      .set({
        audience_id: to,
        version: 1,
        note: activity.state === "waiting" || activity.state === "dropped" ? activity.note : "",
      })
      .where("room_id", "=", room)
      .where("id", "=", activity.id)
      .where("version", "=", input.version)
      .returning("version")
      .executeTakeFirst();
    if (!changed) throw stale();
    await bringAlong(tx, room, activity.id, activity.audience.id, {
      id: target.id,
      kind: target.kind as PlacedAudience["kind"],
    });
    emit(
      activityEntry(room, { ...activity, audience: { id: to } }, "activity.published", {
        seenBy: gains.map(({ name }) => name),
      }),
    );
    return { version: changed.version };
  },
});

/**
 * Rows that stood in the activity's old audience move to the narrower of the new one and of what they connect it with.
 * Where neither contains the other they stay as they are, which is narrower still.
 */
async function bringAlong(tx: Tx, room: string, activity: string, from: string, to: PlacedAudience) {
  const isInvolved = sql<SqlBool>`${activity}::uuid in (d.activity_id, d.needs_activity_id)`;
  const [participants, artefacts, dependencies] = await Promise.all([
    tx
      .selectFrom("participant as p")
      .innerJoin("lane", (on) =>
        on.onRef("lane.room_id", "=", "p.room_id").onRef("lane.id", "=", "p.lane_id"),
      )
      .innerJoin("audience", "audience.id", "lane.audience_id")
      .select(["p.id", "audience.id as other", "audience.kind"])
      .where("p.room_id", "=", room)
      .where("p.activity_id", "=", activity)
      .where("p.audience_id", "=", from)
      .execute(),
    tx
      .selectFrom("activity_artefact as l")
      .innerJoin("artefact", (on) =>
        on.onRef("artefact.room_id", "=", "l.room_id").onRef("artefact.id", "=", "l.artefact_id"),
      )
      .innerJoin("audience", "audience.id", "artefact.audience_id")
      .select(["l.id", "audience.id as other", "audience.kind"])
      .where("l.room_id", "=", room)
      .where("l.activity_id", "=", activity)
      .where("l.audience_id", "=", from)
      .execute(),
    tx
      .selectFrom("dependency as d")
      .leftJoin("activity as a", (on) =>
        on
          .onRef("a.room_id", "=", "d.room_id")
          .on(sql<SqlBool>`a.id in (d.activity_id, d.needs_activity_id)`)
          .on("a.id", "<>", activity),
      )
      .leftJoin("gate as g", (on) =>
        on.onRef("g.room_id", "=", "d.room_id").on(sql<SqlBool>`g.id in (d.gate_id, d.needs_gate_id)`),
      )
      .leftJoin("handover as h", (on) =>
        on
          .onRef("h.room_id", "=", "d.room_id")
          .on(sql<SqlBool>`h.id in (d.handover_id, d.needs_handover_id)`),
      )
      .innerJoin("audience", (on) =>
        on.on(sql<SqlBool>`audience.id = coalesce(a.audience_id, g.audience_id, h.audience_id)`),
      )
      .select(["d.id", "audience.id as other", "audience.kind"])
      .where("d.room_id", "=", room)
      .where("d.audience_id", "=", from)
      .where(isInvolved)
      .execute(),
  ]);
  const lift = (table: "participant" | "activity_artefact" | "dependency", rows: typeof participants) =>
    rows.flatMap(({ id, other, kind }) => {
      const shared = narrower(to, { id: other, kind: kind as PlacedAudience["kind"] });
      if (!shared || shared.id === from) return [];
      return [
        tx
          .updateTable(table)
          .set({ audience_id: shared.id })
          .where("room_id", "=", room)
          .where("id", "=", id)
          .execute(),
      ];
    });
  const lifted = lift("participant", participants);
  if (lifted.length > 0)
    // What participants were before they could be seen is not counted for those who see them now.
    lifted.push(
      tx
        .updateTable("participant")
        .set({ version: 1 })
        .where("room_id", "=", room)
        .where("activity_id", "=", activity)
        .execute(),
    );
  await Promise.all([
    ...lifted,
    ...lift("activity_artefact", artefacts),
    ...lift("dependency", dependencies),
  ]);
}
