import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { wording } from "../copy/stored.ts";
import { BANDS, CHANNELS, PARTS, SIDES, STAGES } from "../model/index.ts";
import { ACTIVITY_STATES } from "../schedule/index.ts";
import { standingsOf } from "../standings.ts";
import { WAITED_FOR } from "../waited.ts";
import { type SeenAudience, seenAudience } from "./shapes.ts";
import { shownProcess, type stepRef } from "./shown.ts";

export { type ShownActivity, type ShownProcess, shownActivity, shownProcess } from "./shown.ts";

/** The room's process as far as the one who asks may see it: the whole list and picture come from this. */
export const showProcess = query({
  name: "process.show",
  summary: "The room's process: phases, lanes, activities, gates and handovers that you see",
  http: "GET /rooms/{room}/process",
  capability: "room.see",
  input: z.object({ room: z.uuid() }),
  output: shownProcess,
  run: ({ tx, input }) => readProcess(tx, input.room),
});

/** One round trip, whatever the number of rows. Order: phase, planned start, title; never a stored position. */
export async function readProcess(tx: Tx, room: string): Promise<z.input<typeof shownProcess>> {
  const [
    audiences,
    process,
    phases,
    lanes,
    roles,
    artefacts,
    activities,
    participants,
    links,
    gates,
    handovers,
    dependencies,
    standings,
  ] = await Promise.all([
    tx.selectFrom("audience").select(["id", "kind", "name"]).where("room_id", "=", room).execute(),
    tx.selectFrom("process").selectAll().where("room_id", "=", room).executeTakeFirst(),
    tx.selectFrom("phase").selectAll().where("room_id", "=", room).orderBy("position").execute(),
    tx
      .selectFrom("lane")
      .selectAll()
      .where("room_id", "=", room)
      .orderBy("position")
      .orderBy("title")
      .execute(),
    tx.selectFrom("process_role").selectAll().where("room_id", "=", room).orderBy("key").execute(),
    tx.selectFrom("artefact").selectAll().where("room_id", "=", room).orderBy("key").execute(),
    tx.selectFrom("activity").selectAll().where("room_id", "=", room).execute(),
    tx
      .selectFrom("participant")
      .innerJoin("activity", (on) =>
        on
          .onRef("activity.room_id", "=", "participant.room_id")
          .onRef("activity.id", "=", "participant.activity_id"),
      )
      .leftJoin("member", (on) =>
        on
          .onRef("member.room_id", "=", "participant.room_id")
          .onRef("member.id", "=", "participant.member_id"),
      )
      .selectAll("participant")
      .select("member.name as member_name")
      .where("participant.room_id", "=", room)
      .execute(),
    tx.selectFrom("activity_artefact").selectAll().where("room_id", "=", room).execute(),
    tx
      .selectFrom("gate")
      .selectAll()
      .where("room_id", "=", room)
      .orderBy("planned_on")
      .orderBy("key")
      .execute(),
    tx
      .selectFrom("handover")
      .selectAll()
      .where("room_id", "=", room)
      .orderBy("planned_on")
      .orderBy("key")
      .execute(),
    tx.selectFrom("dependency").selectAll().where("room_id", "=", room).execute(),
    standingsOf(tx, room),
  ]);
  const named = new Map(audiences.map((audience) => [audience.id, audience]));
  const audienceOf = (row: { audience_id: string }): SeenAudience =>
    seenAudience.parse(named.get(row.audience_id));
  const stands = new Map(standings.map((one) => [one.id, one]));
  const places = new Map(phases.map((phase) => [phase.id, phase.position]));
  const firstWords = (title: object) => String(Object.values(title)[0] ?? "");
  // What stands equal goes on by its own words, never by ids, which are random.
  lanes.sort((a, b) => bandOrder(a.band) - bandOrder(b.band));
  activities.sort(
    (a, b) =>
      (places.get(a.phase_id) ?? 0) - (places.get(b.phase_id) ?? 0) ||
      (a.planned_start ?? "9999").localeCompare(b.planned_start ?? "9999") ||
      firstWords(a.title).localeCompare(firstWords(b.title)) ||
      a.key.localeCompare(b.key),
  );
  const order = new Map(
    [...lanes, ...roles, ...artefacts, ...activities, ...gates, ...handovers].map(({ id }, at) => [id, at]),
  );
  const placeOf = (...ids: (string | null)[]) => order.get(ids.find((id) => id !== null) ?? "") ?? -1;
  const byActivity = Map.groupBy(
    participants.sort(
      (a, b) =>
        partOrder(a.part) - partOrder(b.part) ||
        placeOf(a.lane_id) - placeOf(b.lane_id) ||
        placeOf(a.role_id) - placeOf(b.role_id) ||
        (a.member_name ?? "").localeCompare(b.member_name ?? ""),
    ),
    (row) => row.activity_id,
  );
  const linksByActivity = Map.groupBy(
    links.sort(
      (a, b) => a.direction.localeCompare(b.direction) || placeOf(a.artefact_id) - placeOf(b.artefact_id),
    ),
    (row) => row.activity_id,
  );
  dependencies.sort(
    (a, b) =>
      placeOf(a.activity_id, a.gate_id, a.handover_id) - placeOf(b.activity_id, b.gate_id, b.handover_id) ||
      placeOf(a.needs_activity_id, a.needs_gate_id, a.needs_handover_id) -
        placeOf(b.needs_activity_id, b.needs_gate_id, b.needs_handover_id),
  );
  return {
    process: process
      ? {
          id: process.id,
          name: wording.parse(process.name),
          startedOn: process.started_on,
          phase: process.phase_id,
          version: process.version,
        }
      : null,
    phases: phases.map((phase) => ({
      id: phase.id,
      key: phase.key,
      title: wording.parse(phase.title),
      short: wording.parse(phase.short),
      enteredOn: phase.entered_on,
    })),
    lanes: lanes.map((lane) => ({
      id: lane.id,
      audience: audienceOf(lane),
      key: lane.key,
      band: z.enum(BANDS).parse(lane.band),
      side: z.enum(SIDES).parse(lane.side),
      title: wording.parse(lane.title),
    })),
    roles: roles.map((role) => ({
      id: role.id,
      audience: audienceOf(role),
      key: role.key,
      side: z.enum(SIDES).parse(role.side),
      title: wording.parse(role.title),
    })),
    artefacts: artefacts.map((artefact) => ({
      id: artefact.id,
      audience: audienceOf(artefact),
      key: artefact.key,
      title: wording.parse(artefact.title),
      category: artefact.category,
    })),
    activities: activities.map((activity) => ({
      id: activity.id,
      audience: audienceOf(activity),
      key: activity.key,
      phase: activity.phase_id,
      side: activity.side === "buyer" ? "buyer" : "seller",
      title: wording.parse(activity.title),
      state: z.enum(ACTIVITY_STATES).parse(activity.state),
      waitingFor: z.enum(WAITED_FOR).nullable().parse(activity.waiting_for),
      note: activity.note,
      channel: z.enum(CHANNELS).nullable().parse(activity.channel),
      plannedStart: activity.planned_start,
      plannedEnd: activity.planned_end,
      actualStart: activity.actual_start,
      actualEnd: activity.actual_end,
      version: activity.version,
      participants: (byActivity.get(activity.id) ?? []).map((row) => ({
        id: row.id,
        audience: audienceOf(row),
        lane: row.lane_id,
        role: row.role_id,
        part: z.enum(PARTS).parse(row.part),
        member: row.member_id ? { id: row.member_id, name: row.member_name ?? "" } : null,
        version: row.version,
      })),
      artefacts: (linksByActivity.get(activity.id) ?? []).map((row) => ({
        artefact: row.artefact_id,
        direction: row.direction === "in" ? ("in" as const) : ("out" as const),
      })),
    })),
    gates: gates.map((gate) => ({
      id: gate.id,
      audience: audienceOf(gate),
      key: gate.key,
      after: gate.after_phase_id,
      before: gate.before_phase_id,
      title: wording.parse(gate.title),
      question: wording.parse(gate.question),
      stage: z.enum(STAGES).nullable().parse(gate.stage),
      mark: stands.get(gate.id)?.gate ?? null,
      plannedOn: gate.planned_on,
      version: gate.version,
    })),
    handovers: handovers.map((handover) => ({
      id: handover.id,
      audience: audienceOf(handover),
      key: handover.key,
      phase: handover.phase_id,
      title: wording.parse(handover.title),
      from: handover.from_lane_id,
      to: handover.to_lane_id,
      state: stands.get(handover.id)?.handover ?? null,
      plannedOn: handover.planned_on,
      version: handover.version,
    })),
    dependencies: dependencies.map((row) => ({
      step: ref(row.activity_id, row.gate_id, row.handover_id),
      needs: ref(row.needs_activity_id, row.needs_gate_id, row.needs_handover_id),
    })),
  };
}

const partOrder = (part: string) => PARTS.indexOf(part as (typeof PARTS)[number]);
const bandOrder = (band: string) => BANDS.indexOf(band as (typeof BANDS)[number]);

function ref(activity: string | null, gate: string | null, handover: string | null): z.infer<typeof stepRef> {
  if (activity) return { kind: "activity", id: activity };
  if (gate) return { kind: "gate", id: gate };
  return { kind: "handover", id: handover ?? "" };
}
