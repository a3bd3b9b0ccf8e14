import type { Audience, Blueprint } from "../model/index.ts";
import type { TypicalPlan } from "../schedule/index.ts";

/** Whatever may come before or after something: an activity, a gate or a handover. */
interface Step {
  kind: "activity" | "gate" | "handover";
  key: string;
  audience: Audience;
  dependsOn: string[];
}

/** Everything in a blueprint that can depend on something: activities, gates, handovers. */
export function stepsOf(blueprint: Blueprint): Step[] {
  const as =
    (kind: Step["kind"]) =>
    ({ key, audience, dependsOn }: Omit<Step, "kind">): Step => ({ kind, key, audience, dependsOn });
  return [
    ...blueprint.activities.map(as("activity")),
    ...blueprint.gates.map(as("gate")),
    ...blueprint.handovers.map(as("handover")),
  ];
}

/** Who sees the first, sees the second. */
const contains: Record<Audience, readonly Audience[]> = {
  room: ["room"],
  commercial: ["room", "commercial"],
  seller: ["room", "commercial", "seller"],
  buyer: ["room", "buyer"],
};

/**
 * The day on which a gate or handover is planned: the end of the last activity that it waits for, of those that its own
 * audience sees. Undefined when it waits for none.
 */
export function stepDate(step: Step, blueprint: Blueprint, plan: TypicalPlan): string | undefined {
  return blueprint.activities
    .filter(({ key, audience }) => step.dependsOn.includes(key) && contains[step.audience].includes(audience))
    .flatMap(({ key }) => plan.activities.get(key)?.end ?? [])
    .sort()
    .at(-1);
}
