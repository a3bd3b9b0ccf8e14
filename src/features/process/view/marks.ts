import type { State } from "#ui/index.ts";
import type { GateMark } from "../drawing/picture.ts";

export type { GateMark };

/** How a gate stands: its shape, and the key of its words. */
export const GATE_SHAPES: Record<GateMark, State> = {
  ahead: "planned",
  open: "open",
  go: "go",
  conditional: "conditional",
  hold: "hold",
  rework: "rework",
  "no-go": "no-go",
  "no-decision": "no-decision",
};

export const GATE_WORDS: Record<GateMark, string> = {
  ahead: "gate-state-preparing",
  open: "gate-state-submitted",
  go: "outcome-go",
  conditional: "outcome-conditional-go",
  hold: "outcome-hold",
  rework: "outcome-rework",
  "no-go": "outcome-no-go",
  "no-decision": "outcome-no-decision",
};
