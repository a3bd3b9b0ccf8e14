import type { Blueprint } from "../blueprint.ts";
import type { Classification } from "../classification.ts";
import type { Finding } from "./finding.ts";
import { checkGates } from "./gates.ts";
import { checkKeys } from "./keys.ts";
import { checkOrder } from "./order.ts";
import { checkLanguages, checkPeople } from "./people.ts";
import { checkReferences } from "./references.ts";

/** Everything that a schema of single fields cannot tell. An empty list means that the blueprint is sound. */
export function checkBlueprint(blueprint: Blueprint): Finding[] {
  return [
    ...checkKeys(blueprint),
    ...checkReferences(blueprint),
    ...checkOrder(blueprint),
    ...checkPeople(blueprint),
    ...checkGates(blueprint),
    ...checkLanguages(blueprint),
  ];
}

/** PCF numbers that the classification does not hold. */
export function checkClassification(blueprint: Blueprint, classification: Classification): Finding[] {
  return (["activities", "gates", "handovers"] as const).flatMap((list) =>
    blueprint[list].flatMap((step, index) =>
      step.pcf.flatMap((id, at) =>
        classification.elements.has(id)
          ? []
          : [{ path: [list, index, "pcf", at], message: `the classification has no element ${id}` }],
      ),
    ),
  );
}
