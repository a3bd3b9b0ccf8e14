import { newHiddenId } from "#platform/ids.ts";
import { type Audience, type Blueprint, type Lane, VISIBLE_BANDS } from "../model/index.ts";
import { type PlannedDates, typicalPlan } from "../schedule/index.ts";
import { narrower, type PlacedAudience, type StandardAudiences } from "./audiences.ts";
import { categoryRows } from "./categories.ts";
import { stepDate, stepsOf } from "./steps.ts";

export interface CopyFor {
  room: string;
  audiences: StandardAudiences;
  /** The first day of the first phase, `YYYY-MM-DD`. */
  from: string;
  /** What the room has already, by `kind/key`: it keeps its id, and no row is made for it. */
  existing?: ReadonlyMap<string, string>;
}

/**
 * The rows of a room's own copy of a blueprint, each with its audience. Nothing in a row that a customer can read is
 * derived from a row that the customer cannot read: two blueprints that differ only below the line give the same
 * visible rows. Steps of an audience that the one at work is not in are left out.
 */
export function copyRows(blueprint: Blueprint, { room, audiences, from, existing = new Map() }: CopyFor) {
  const ids = new Map<string, string>(existing);
  const id = (kind: string, key: string): string => {
    const known = ids.get(`${kind}/${key}`) ?? newHiddenId();
    ids.set(`${kind}/${key}`, known);
    return known;
  };
  const fresh = (kind: string) => (item: { key: string }) => !existing.has(`${kind}/${item.key}`);
  const audience = (kind: Audience): PlacedAudience | null => {
    const found = audiences[kind];
    return found ? { id: found, kind } : null;
  };
  const everyone = audience("room");
  const team = audience("seller");
  if (!everyone || !team) throw new TypeError("a process is started by the supplier's team");
  const plan = typicalPlan(blueprint, from);
  const spanOf = (phase: string): PlannedDates => plan.phases.get(phase) ?? { start: from, end: from };
  const steps = stepsOf(blueprint).flatMap((step) => {
    const placed = audience(step.audience);
    return placed ? [{ ...step, placed, id: id(step.kind, step.key) }] : [];
  });
  const stepByKey = new Map(steps.map((step) => [step.key, step]));
  const lanes = new Map(blueprint.lanes.map((lane) => [lane.key, lane]));
  const laneAudience = (lane: Lane | undefined) =>
    lane && VISIBLE_BANDS.includes(lane.band) ? everyone : team;
  const activities = blueprint.activities.flatMap((activity) => {
    const placed = audience(activity.audience);
    return placed ? [{ ...activity, placed, rowId: id("activity", activity.key) }] : [];
  });
  const shownRoles = new Set(
    activities
      .filter(({ audience }) => audience !== "seller")
      .flatMap(({ participants }) =>
        participants.filter(({ lane }) => laneAudience(lanes.get(lane)) === everyone).map(({ role }) => role),
      ),
  );
  // A lane may be named in a row when all who see the row see the lane.
  const knownLane = (seenBy: PlacedAudience, lane: string) =>
    narrower(seenBy, laneAudience(lanes.get(lane)))?.id === seenBy.id ? id("lane", lane) : null;
  const text = (value: unknown) => JSON.stringify(value);
  const base = { room_id: room };

  return {
    phases: blueprint.phases.filter(fresh("phase")).map((phase, index) => ({
      ...base,
      id: id("phase", phase.key),
      audience_id: everyone.id,
      key: phase.key,
      position: index + 1,
      title: text(phase.title),
      short: text(phase.short),
      entered_on: index === 0 ? from : null,
    })),
    lanes: blueprint.lanes.filter(fresh("lane")).map((lane) => ({
      ...base,
      id: id("lane", lane.key),
      audience_id: laneAudience(lane).id,
      key: lane.key,
      band: lane.band,
      side: lane.side,
      position: blueprint.lanes.filter(({ band }) => band === lane.band).indexOf(lane) + 1,
      title: text(lane.title),
    })),
    roles: blueprint.roles.filter(fresh("role")).map((role) => ({
      ...base,
      id: id("role", role.key),
      audience_id: role.side !== "seller" || shownRoles.has(role.key) ? everyone.id : team.id,
      key: role.key,
      side: role.side,
      commercial: role.commercial,
      title: text(role.title),
    })),
    categories: categoryRows(blueprint.categories)
      .filter(fresh("category"))
      .map(({ audience, title, shelf_title, ...row }) => ({
        ...base,
        id: id("category", row.key),
        audience_id: audience === "seller" ? team.id : everyone.id,
        ...row,
        title: text(title),
        shelf_title: text(shelf_title),
      })),
    artefacts: blueprint.artefacts.filter(fresh("artefact")).flatMap((artefact) => {
      const placed = audience(artefact.audience);
      if (!placed) return [];
      const { key, category, title } = artefact;
      return [
        {
          ...base,
          id: id("artefact", key),
          audience_id: placed.id,
          key,
          title: text(title),
          category,
        },
      ];
    }),
    activities: activities.filter(fresh("activity")).map((activity) => {
      const dates = plan.activities.get(activity.key);
      const leading = activity.participants.find(({ part }) => part === "lead");
      return {
        ...base,
        id: activity.rowId,
        audience_id: activity.placed.id,
        key: activity.key,
        phase_id: id("phase", activity.phase),
        side: lanes.get(leading?.lane ?? "")?.band === "customer" ? "buyer" : "seller",
        title: text(activity.title),
        channel: activity.channel ?? null,
        state: activity.standing ? "done" : "planned",
        planned_start: dates?.start ?? null,
        planned_end: dates?.end ?? null,
      };
    }),
    classifications: activities
      .filter((activity) => fresh("activity")(activity) && activity.pcf.length > 0)
      .map(({ rowId, pcf }) => ({ ...base, activity_id: rowId, audience_id: team.id, pcf })),
    participants: activities.filter(fresh("activity")).flatMap(({ participants, placed, rowId }) =>
      participants.flatMap(({ lane, role, part }) => {
        const shared = narrower(placed, laneAudience(lanes.get(lane)));
        if (!shared) return [];
        return [
          {
            ...base,
            id: newHiddenId(),
            audience_id: shared.id,
            activity_id: rowId,
            lane_id: id("lane", lane),
            role_id: id("role", role),
            part,
          },
        ];
      }),
    ),
    gates: blueprint.gates.filter(fresh("gate")).flatMap((gate) => {
      const step = stepByKey.get(gate.key);
      if (!step) return [];
      const fallback = gate.after === gate.before ? spanOf(gate.after).start : spanOf(gate.after).end;
      return [
        {
          ...base,
          id: step.id,
          audience_id: step.placed.id,
          key: gate.key,
          after_phase_id: id("phase", gate.after),
          before_phase_id: id("phase", gate.before),
          title: text(gate.title),
          question: text(gate.question),
          stage: gate.stage ?? null,
          planned_on: stepDate(step, blueprint, plan) ?? fallback,
        },
      ];
    }),
    gateDefinitions: blueprint.gates.filter(fresh("gate")).flatMap((gate) => {
      const step = stepByKey.get(gate.key);
      return step ? [{ ...base, gate_id: step.id, audience_id: team.id, definition: text(gate) }] : [];
    }),
    handovers: blueprint.handovers.filter(fresh("handover")).flatMap((handover) => {
      const step = stepByKey.get(handover.key);
      if (!step) return [];
      return [
        {
          ...base,
          id: step.id,
          audience_id: step.placed.id,
          key: handover.key,
          phase_id: id("phase", handover.phase),
          title: text(handover.title),
          planned_on: stepDate(step, blueprint, plan) ?? spanOf(handover.phase).start,
          from_lane_id: knownLane(step.placed, handover.from.lane),
          to_lane_id: knownLane(step.placed, handover.to.lane),
        },
      ];
    }),
    handoverDefinitions: blueprint.handovers.filter(fresh("handover")).flatMap((handover) => {
      const step = stepByKey.get(handover.key);
      return step
        ? [{ ...base, handover_id: step.id, audience_id: team.id, definition: text(handover) }]
        : [];
    }),
    dependencies: steps.flatMap((step) =>
      step.dependsOn.flatMap((key) => {
        const needed = stepByKey.get(key);
        const shared = needed && narrower(step.placed, needed.placed);
        if (!needed || !shared || !(fresh(step.kind)(step) || fresh(needed.kind)(needed))) return [];
        return [
          {
            ...base,
            id: newHiddenId(),
            audience_id: shared.id,
            activity_id: step.kind === "activity" ? step.id : null,
            gate_id: step.kind === "gate" ? step.id : null,
            handover_id: step.kind === "handover" ? step.id : null,
            needs_activity_id: needed.kind === "activity" ? needed.id : null,
            needs_gate_id: needed.kind === "gate" ? needed.id : null,
            needs_handover_id: needed.kind === "handover" ? needed.id : null,
          },
        ];
      }),
    ),
    activityArtefacts: activities.filter(fresh("activity")).flatMap((activity) =>
      (["in", "out"] as const).flatMap((direction) =>
        activity[direction].flatMap((key) => {
          const artefact = blueprint.artefacts.find((one) => one.key === key);
          const placed = artefact && audience(artefact.audience);
          const shared = placed && narrower(activity.placed, placed);
          if (!shared) return [];
          return [
            {
              ...base,
              id: newHiddenId(),
              audience_id: shared.id,
              activity_id: activity.rowId,
              artefact_id: id("artefact", key),
              direction,
            },
          ];
        }),
      ),
    ),
  };
}

export type CopyRows = ReturnType<typeof copyRows>;
