import type { Blueprint } from "../blueprint.ts";
import { approversFor, type GateDefinition } from "../gate.ts";
import type { Finding } from "./finding.ts";

/** The lowest amounts of every stretch on which the same approvers decide. */
function stretches(gate: GateDefinition): number[] {
  const borders = gate.approvers.flatMap((a) => (a.below === undefined ? [a.from] : [a.from, a.below]));
  return [...new Set([0, ...borders])].sort((a, b) => a - b);
}

function checkApprovers(
  gate: GateDefinition,
  path: (string | number)[],
  sides: ReadonlyMap<string, string>,
): Finding[] {
  const findings: Finding[] = [];
  const add = (more: (string | number)[], message: string) =>
    findings.push({ path: [...path, ...more], message });
  if (gate.approvers.length === 0) {
    add(["approvers"], `nobody decides the gate "${gate.key}"`);
    return findings;
  }
  for (const [index, approver] of gate.approvers.entries()) {
    // A gate is the supplier's decision; what the customer decides is something that the buyer did.
    if (sides.get(approver.role) === "buyer")
      add(
        ["approvers", index, "role"],
        `"${approver.role}" is of the buyer: ask for what the buyer does by a criterion`,
      );
    if (approver.below !== undefined && approver.below <= approver.from)
      add(["approvers", index, "below"], `"below" must be more than "from" (${approver.from})`);
    if (approver.veto && gate.rule !== "veto")
      add(["approvers", index, "veto"], `a veto counts only under the rule "veto"`);
  }
  for (const amount of stretches(gate)) {
    const deciding = approversFor(gate.approvers, amount);
    if (deciding.length === 0) add(["approvers"], `nobody decides about an amount of ${amount}`);
    else if (
      typeof gate.rule === "object" &&
      !deciding.some((a) => a.each) &&
      deciding.length < gate.rule.atLeast
    )
      add(["rule"], `${gate.rule.atLeast} must agree, but only ${deciding.length} decide about ${amount}`);
  }
  return findings;
}

function checkCriteria(blueprint: Blueprint, gate: GateDefinition, path: (string | number)[]): Finding[] {
  const findings: Finding[] = [];
  const add = (more: (string | number)[], message: string) =>
    findings.push({ path: [...path, ...more], message });
  const sides = sidesOf(blueprint);
  for (const [index, criterion] of gate.criteria.entries()) {
    if (criterion.mandatory === (criterion.weight !== undefined))
      add(["criteria", index], `"${criterion.key}" must be either mandatory or have a weight`);
    if (criterion.kind === "score" && criterion.pass > criterion.max)
      add(["criteria", index, "pass"], `"pass" is more than the highest score (${criterion.max})`);
    if (criterion.kind !== "buyer" || !("activity" in criterion.did)) continue;
    const named = criterion.did.activity;
    const activity = blueprint.activities.find((candidate) => candidate.key === named);
    const doing = activity?.participants.filter((p) => p.part === "lead" || p.part === "co-perform") ?? [];
    if (activity && !doing.some((p) => sides.get(p.role) === "buyer"))
      add(["criteria", index, "did", "activity"], `the buyer does nothing in "${named}"`);
  }
  if (gate.passScore !== undefined && !gate.criteria.some((criterion) => criterion.weight))
    add(["passScore"], "a score needs criteria with a weight");
  return findings;
}

const sidesOf = (blueprint: Blueprint) => new Map(blueprint.roles.map(({ key, side }) => [key, side]));

/** Gates lie in order between phases, somebody decides every amount, criteria can be met. */
export function checkGates(blueprint: Blueprint): Finding[] {
  const position = new Map(blueprint.phases.map((phase, index) => [phase.key, index]));
  return blueprint.gates.flatMap((gate, index) => {
    const path = ["gates", index];
    const after = position.get(gate.after);
    const before = position.get(gate.before);
    const misplaced =
      after !== undefined && before !== undefined && before !== after && before !== after + 1
        ? [{ path: [...path, "before"], message: `"${gate.before}" does not follow "${gate.after}"` }]
        : [];
    return [
      ...misplaced,
      ...checkApprovers(gate, path, sidesOf(blueprint)),
      ...checkCriteria(blueprint, gate, path),
    ];
  });
}
