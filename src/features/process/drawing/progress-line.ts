import type { GateMark } from "./picture.ts";

export interface ProgressPoint {
  key: string;
  kind: "phase" | "gate";
  title: string;
  state: "done" | "current" | "ahead";
  /** For a gate: how it stands. */
  mark?: GateMark;
}

/** A gate that was passed is behind; one that is being decided is here; any other end leaves it here, for it holds all up. */
function gateState(mark: GateMark): ProgressPoint["state"] {
  if (mark === "go" || mark === "conditional") return "done";
  return mark === "ahead" ? "ahead" : "current";
}

/**
 * Where a sale stands, as one line for both sides and for phones: phases with the gates that the reader may see between
 * and within them. `at` is the phase the room is in. `position` counts phases only: they are the same for every reader.
 */
export function progressLine(
  phases: readonly { key: string; title: string; state: ProgressPoint["state"] }[],
  gates: readonly { key: string; title: string; after: string; before: string; mark: GateMark }[],
): { points: ProgressPoint[]; position: { at: number; of: number; title: string } } {
  const points = phases.flatMap(({ key, title, state }): ProgressPoint[] => {
    const own = gates.filter((gate) => gate.after === key);
    const within = own.filter((gate) => gate.before === key);
    const between = own.filter((gate) => gate.before !== key);
    const phase: ProgressPoint = { key, kind: "phase", title, state };
    const drawn = [...within, ...between].map(
      (gate): ProgressPoint => ({
        key: gate.key,
        kind: "gate",
        title: gate.title,
        state: gateState(gate.mark),
        mark: gate.mark,
      }),
    );
    return [phase, ...drawn];
  });
  const current = phases.findIndex((phase) => phase.state === "current");
  const at = current >= 0 ? current : phases.filter((phase) => phase.state === "done").length - 1;
  return {
    points,
    position: { at: Math.max(0, at) + 1, of: phases.length, title: phases[Math.max(0, at)]?.title ?? "" },
  };
}
