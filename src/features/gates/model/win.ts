import type { Blueprint } from "#features/process/index.ts";

/**
 * The gate at which the sale is won: the one that leads out of the last phase in which a proposal is released. Null where a
 * process releases no proposal, or nothing leads out of that phase.
 */
export function winningGate(blueprint: Pick<Blueprint, "phases" | "gates">): string | null {
  const position = new Map(blueprint.phases.map(({ key }, index) => [key, index]));
  const released = blueprint.gates.filter(({ stage }) => stage).map(({ after }) => position.get(after) ?? -1);
  if (released.length === 0) return null;
  const last = Math.max(...released);
  return (
    blueprint.gates.find(({ after, before }) => after !== before && position.get(after) === last)?.key ?? null
  );
}
