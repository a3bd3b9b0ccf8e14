import type { Blueprint } from "../blueprint.ts";
import { isTouchPoint } from "../derive.ts";
import { type Audience, LANGUAGES } from "../words.ts";
import { type Finding, participantPath } from "./finding.ts";

/** Kinds of people that an audience holds, for telling whether one audience lies within another. */
const HOLDS: Record<Audience, readonly string[]> = {
  room: ["seller", "buyer", "buyer-commercial", "partner"],
  seller: ["seller"],
  buyer: ["buyer", "buyer-commercial"],
  commercial: ["seller", "buyer-commercial"],
};

/** Whether everybody in `audience` also sees what belongs to `other`. */
export function isWithin(audience: Audience, other: Audience): boolean {
  return HOLDS[audience].every((kind) => HOLDS[other].includes(kind));
}

/** Whether somebody with this role is in the audience at all. */
function sees(role: { side: string; commercial: boolean }, audience: Audience): boolean {
  const kind = role.side === "buyer" && role.commercial ? "buyer-commercial" : role.side;
  return HOLDS[audience].includes(kind);
}

/** Lanes, roles and audiences agree: nobody takes part in, decides or receives what they could not see. */
export function checkPeople(blueprint: Blueprint): Finding[] {
  const findings: Finding[] = [];
  const add = (path: (string | number)[], message: string) => findings.push({ path, message });
  const roles = new Map(blueprint.roles.map((role) => [role.key, role]));
  const lanes = new Map(blueprint.lanes.map((lane) => [lane.key, lane]));
  const artefacts = new Map(blueprint.artefacts.map((artefact) => [artefact.key, artefact]));

  for (const [index, lane] of blueprint.lanes.entries()) {
    const path = ["lanes", index, "side"];
    if (lane.side === "buyer" && lane.band !== "customer")
      add(path, `a lane of the buyer belongs in the band "customer", not "${lane.band}"`);
    if (lane.side === "seller" && lane.band === "customer")
      add(path, `a lane of the seller cannot be in the band "customer"`);
  }

  const seated = (role: string, audience: Audience, path: (string | number)[], doing: string) => {
    const found = roles.get(role);
    if (found && !sees(found, audience))
      add(path, `"${role}" ${doing} but is not in the audience "${audience}"`);
  };
  const placed = (laneKey: string, roleKey: string, path: (string | number)[]) => {
    const lane = lanes.get(laneKey);
    const role = roles.get(roleKey);
    if (lane && role && lane.side !== role.side)
      add(
        path,
        `"${roleKey}" is on the side "${role.side}", the lane "${laneKey}" on the side "${lane.side}"`,
      );
  };

  for (const [index, activity] of blueprint.activities.entries()) {
    const path = ["activities", index];
    for (const participant of activity.participants) {
      placed(participant.lane, participant.role, participantPath(index, participant));
      seated(participant.role, activity.audience, participantPath(index, participant), "takes part");
    }
    const leads = activity.participants.filter((participant) => participant.part === "lead").length;
    if (leads !== 1) add([...path, "participants"], `exactly one participant leads, here ${leads}`);
    const meets = isTouchPoint(activity.participants, blueprint.lanes);
    if (meets && !activity.channel) add(path, "a touch-point needs a channel");
    if (!meets && activity.channel) add([...path, "channel"], "only a touch-point has a channel");
    for (const direction of ["in", "out"] as const)
      for (const [at, key] of activity[direction].entries()) {
        const artefact = artefacts.get(key);
        if (artefact && !isWithin(activity.audience, artefact.audience))
          add(
            [...path, direction, at],
            `"${key}" belongs to "${artefact.audience}", which not everybody in "${activity.audience}" sees`,
          );
      }
  }

  for (const [index, handover] of blueprint.handovers.entries()) {
    for (const end of ["from", "to"] as const) {
      const { lane, role } = handover[end];
      placed(lane, role, ["handovers", index, end, "role"]);
      seated(role, handover.audience, ["handovers", index, end, "role"], "hands over");
    }
    const from = roles.get(handover.from.role);
    const to = roles.get(handover.to.role);
    if (from && to && handover.changesLead && from.side !== to.side)
      add(["handovers", index, "changesLead"], "the lead changes only within one side");
  }

  for (const [index, gate] of blueprint.gates.entries()) {
    for (const [at, approver] of gate.approvers.entries())
      seated(approver.role, gate.audience, ["gates", index, "approvers", at, "role"], "decides");
    for (const [at, criterion] of gate.criteria.entries()) {
      if (criterion.kind !== "artefact") continue;
      const artefact = artefacts.get(criterion.artefact);
      if (artefact && !isWithin(gate.audience, artefact.audience))
        add(
          ["gates", index, "criteria", at, "artefact"],
          `"${artefact.key}" belongs to "${artefact.audience}", which not everybody in "${gate.audience}" sees`,
        );
    }
  }
  return findings;
}

/** Every title is there in every language that the blueprint promises. */
export function checkLanguages(blueprint: Blueprint): Finding[] {
  const further = blueprint.languages.filter((language) => language !== "en" && language !== "fi");
  const findings: Finding[] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, index]);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const isTitle = "en" in value && "fi" in value;
    for (const language of further)
      if (isTitle && !(language in value))
        findings.push({ path, message: `the title is missing in "${language}"` });
    if (!isTitle) for (const [key, item] of Object.entries(value)) walk(item, [...path, key]);
  };
  if (further.some((language) => LANGUAGES.includes(language))) walk(blueprint, []);
  return findings;
}
