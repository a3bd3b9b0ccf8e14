import type { Blueprint } from "../blueprint.ts";
import type { Finding } from "./finding.ts";

interface Step {
  key: string;
  dependsOn: readonly string[];
  path: (string | number)[];
  /** First phase in which it can happen, by position. */
  phase: number;
}

function stepsOf(blueprint: Blueprint): Step[] {
  const position = new Map(blueprint.phases.map((phase, index) => [phase.key, index]));
  const at = (phase: string) => position.get(phase) ?? 0;
  return [
    ...blueprint.activities.map((a, i) => ({ ...a, path: ["activities", i], phase: at(a.phase) })),
    ...blueprint.gates.map((g, i) => ({ ...g, path: ["gates", i], phase: at(g.after) })),
    ...blueprint.handovers.map((h, i) => ({ ...h, path: ["handovers", i], phase: at(h.phase) })),
  ];
}

/** Dependencies have no cycle and never point forward to a later phase; every phase has something to do. */
export function checkOrder(blueprint: Blueprint): Finding[] {
  const steps = stepsOf(blueprint);
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const findings: Finding[] = [];

  for (const step of steps)
    for (const [index, key] of step.dependsOn.entries()) {
      const needed = byKey.get(key);
      const path = [...step.path, "dependsOn", index];
      if (needed && needed.phase > step.phase)
        findings.push({ path, message: `"${step.key}" depends on "${key}" of a later phase` });
    }

  const state = new Map<string, "open" | "closed">();
  const visit = (step: Step, way: readonly string[]): void => {
    state.set(step.key, "open");
    for (const [index, key] of step.dependsOn.entries()) {
      const next = byKey.get(key);
      if (!next) continue;
      if (state.get(key) === "open") {
        const cycle = [...way.slice(way.indexOf(key)), key].join(" → ");
        findings.push({
          path: [...step.path, "dependsOn", index],
          message: `dependencies go in a circle: ${cycle}`,
        });
      } else if (!state.has(key)) visit(next, [...way, key]);
    }
    state.set(step.key, "closed");
  };
  for (const step of steps) if (!state.has(step.key)) visit(step, [step.key]);

  for (const [index, phase] of blueprint.phases.entries())
    if (!blueprint.activities.some((activity) => activity.phase === phase.key))
      findings.push({ path: ["phases", index], message: `the phase "${phase.key}" has no activity` });
  return findings;
}
