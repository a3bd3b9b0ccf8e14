import { z } from "zod";
import type { Tx } from "#platform/database/index.ts";
import { query } from "#platform/operations/index.ts";
import { wording } from "../copy/stored.ts";
import { BANDS, CHANNELS, PARTS, SIDES, STAGES } from "../model/index.ts";
import { ACTIVITY_STATES } from "../schedule/index.ts";
import { WAITED_FOR } from "../waited.ts";
import { processRows } from "./rows.ts";
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

/** The process as it is shown: each row with its audience, its words and its parts. */
export async function readProcess(tx: Tx, room: string): Promise<z.input<typeof shownProcess>> {
  const rows = await processRows(tx, room);
  const { process, phases, lanes, roles, artefacts, activities, gates, handovers, dependencies } = rows;
  const named = new Map(rows.audiences.map((audience) => [audience.id, audience]));
  const audienceOf = (row: { audience_id: string }): SeenAudience =>
    seenAudience.parse(named.get(row.audience_id));
  const stands = new Map(rows.standings.map((one) => [one.id, one]));
  const byActivity = Map.groupBy(rows.participants, (row) => row.activity_id);
  const linksByActivity = Map.groupBy(rows.links, (row) => row.activity_id);
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

function ref(activity: string | null, gate: string | null, handover: string | null): z.infer<typeof stepRef> {
  if (activity) return { kind: "activity", id: activity };
  if (gate) return { kind: "gate", id: gate };
  return { kind: "handover", id: handover ?? "" };
}
