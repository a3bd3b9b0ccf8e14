import type { Tx } from "#platform/database/index.ts";
import { notFound } from "#platform/errors.ts";
import { wording } from "../copy/stored.ts";
import type { Part } from "../model/index.ts";
import type { ActivityState } from "../schedule/index.ts";

/** An activity as the commands need it. @throws 404 when it is not there or not theirs to see */
export async function findActivity(tx: Tx, room: string, id: string) {
  const [row, participants] = await Promise.all([
    tx
      .selectFrom("activity")
      .innerJoin("audience", "audience.id", "activity.audience_id")
      .innerJoin("phase", (on) =>
        on.onRef("phase.room_id", "=", "activity.room_id").onRef("phase.id", "=", "activity.phase_id"),
      )
      .selectAll("activity")
      .select(["audience.kind as audience_kind", "phase.title as phase_title"])
      .where("activity.room_id", "=", room)
      .where("activity.id", "=", id)
      .executeTakeFirst(),
    tx
      .selectFrom("participant")
      .select(["id", "part", "member_id"])
      .where("room_id", "=", room)
      .where("activity_id", "=", id)
      .execute(),
  ]);
  if (!row) throw notFound();
  return {
    ...row,
    title: wording.parse(row.title),
    phaseTitle: wording.parse(row.phase_title),
    state: row.state as ActivityState,
    side: row.side === "buyer" ? ("buyer" as const) : ("seller" as const),
    audience: { id: row.audience_id, kind: row.audience_kind },
    participants: participants.map(({ part, member_id }) => ({
      part: part as Part,
      member: member_id ? { id: member_id } : null,
    })),
  };
}
export type FoundActivity = Awaited<ReturnType<typeof findActivity>>;
