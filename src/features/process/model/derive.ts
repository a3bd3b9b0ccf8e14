import type { Blueprint } from "./blueprint.ts";
import type { Band, Part } from "./words.ts";

interface PlacedLane {
  key: string;
  band: Band;
}

/**
 * Whether customer and supplier meet: somebody above and somebody below the line of interaction do something together.
 * Whoever is only informed does not meet anybody. Lanes that are not passed count as absent, so that a reader's
 * answer rests on nothing but the rows that the reader may see.
 */
export function isTouchPoint(
  participants: readonly { lane: string; part: Part }[],
  lanes: readonly PlacedLane[],
): boolean {
  const bands = new Map(lanes.map((lane) => [lane.key, lane.band]));
  const present = participants.flatMap(({ lane, part }) =>
    part === "inform" ? [] : (bands.get(lane) ?? []),
  );
  return present.includes("customer") && present.some((band) => band !== "customer");
}

/**
 * The blueprint with one option chosen for some of its alternatives: steps of other options are gone, and whatever
 * depended on them depends on what they depended on. Alternatives that are not named stay open.
 * Unknown alternatives and options are ignored.
 */
export function chooseOptions(blueprint: Blueprint, choice: Readonly<Record<string, string>>): Blueprint {
  const dropped = new Set(
    blueprint.alternatives.flatMap((alternative) => {
      const chosen = choice[alternative.key];
      const keys = alternative.options.map((option) => option.key);
      return chosen !== undefined && keys.includes(chosen) ? keys.filter((key) => key !== chosen) : [];
    }),
  );
  const gone = new Map(
    blueprint.activities.flatMap((activity) =>
      activity.option !== undefined && dropped.has(activity.option)
        ? [[activity.key, activity.dependsOn]]
        : [],
    ),
  );
  const through = (keys: readonly string[]): string[] => [
    ...new Set(keys.flatMap((key) => (gone.has(key) ? through(gone.get(key) ?? []) : [key]))),
  ];
  const mended = <T extends { dependsOn: string[] }>(step: T): T => ({
    ...step,
    dependsOn: through(step.dependsOn),
  });
  return {
    ...blueprint,
    activities: blueprint.activities.filter((activity) => !gone.has(activity.key)).map(mended),
    gates: blueprint.gates.map(mended),
    handovers: blueprint.handovers.map(mended),
  };
}
