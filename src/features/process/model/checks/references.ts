import type { Blueprint } from "../blueprint.ts";
import { type Finding, participantPath } from "./finding.ts";

type Path = (string | number)[];

/** Every key that is named somewhere exists. */
export function checkReferences(blueprint: Blueprint): Finding[] {
  const findings: Finding[] = [];
  const keysOf = (items: readonly { key: string }[]) => new Set(items.map((item) => item.key));
  const known = {
    phase: keysOf(blueprint.phases),
    role: keysOf(blueprint.roles),
    lane: keysOf(blueprint.lanes),
    artefact: keysOf(blueprint.artefacts),
    activity: keysOf(blueprint.activities),
    step: keysOf([...blueprint.activities, ...blueprint.gates, ...blueprint.handovers]),
    option: keysOf(blueprint.alternatives.flatMap((alternative) => alternative.options)),
    category: new Map<string, "room" | "seller">(
      blueprint.categories.flatMap((c) => c.kinds.map((kind) => [`${c.key}/${kind.key}`, kind.audience])),
    ),
  };
  const need = (what: keyof typeof known, key: string, path: Path) => {
    if (!known[what].has(key)) findings.push({ path, message: `there is no ${what} "${key}"` });
  };
  const steps = (keys: readonly string[], path: Path) => {
    for (const [index, key] of keys.entries()) need("step", key, [...path, index]);
  };

  // Without categories of its own, the room has the usual list.
  if (blueprint.categories.length > 0)
    for (const [index, { category, audience }] of blueprint.artefacts.entries()) {
      need("category", category, ["artefacts", index, "category"]);
      if (known.category.get(category) === "seller" && audience !== "seller")
        findings.push({
          path: ["artefacts", index, "category"],
          message: `the category "${category}" is only for what the supplier's team sees`,
        });
    }

  for (const [index, activity] of blueprint.activities.entries()) {
    const path = ["activities", index];
    need("phase", activity.phase, [...path, "phase"]);
    for (const participant of activity.participants) {
      need("lane", participant.lane, participantPath(index, participant));
      need("role", participant.role, participantPath(index, participant));
    }
    for (const direction of ["in", "out"] as const)
      for (const [at, key] of activity[direction].entries()) need("artefact", key, [...path, direction, at]);
    steps(activity.dependsOn, [...path, "dependsOn"]);
    if (activity.option) need("option", activity.option, [...path, "option"]);
  }

  for (const [index, gate] of blueprint.gates.entries()) {
    const path = ["gates", index];
    need("phase", gate.after, [...path, "after"]);
    need("phase", gate.before, [...path, "before"]);
    steps(gate.dependsOn, [...path, "dependsOn"]);
    for (const [at, approver] of gate.approvers.entries())
      need("role", approver.role, [...path, "approvers", at, "role"]);
    for (const [at, criterion] of gate.criteria.entries()) {
      const here = [...path, "criteria", at];
      if (criterion.kind === "artefact") need("artefact", criterion.artefact, [...here, "artefact"]);
      if (criterion.kind !== "buyer") continue;
      const { did } = criterion;
      const there = [...here, "did"];
      if ("activity" in did) need("activity", did.activity, [...there, "activity"]);
      if ("artefact" in did) need("artefact", did.artefact, [...there, "artefact"]);
      if ("approved" in did) need("artefact", did.approved, [...there, "approved"]);
      if ("opened" in did) need("artefact", did.opened, [...there, "opened"]);
      if ("discussed" in did && !known.activity.has(did.discussed))
        need("artefact", did.discussed, [...there, "discussed"]);
    }
  }

  for (const [index, handover] of blueprint.handovers.entries()) {
    const path = ["handovers", index];
    need("phase", handover.phase, [...path, "phase"]);
    for (const end of ["from", "to"] as const) {
      need("lane", handover[end].lane, [...path, end, "lane"]);
      need("role", handover[end].role, [...path, end, "role"]);
    }
    steps(handover.dependsOn, [...path, "dependsOn"]);
  }
  return findings;
}
