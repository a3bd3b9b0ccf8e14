import type { ReactNode } from "react";
import { classes } from "./classes.ts";

type Weight = "calm" | "active" | "ok" | "warn" | "bad";

/**
 * Every state that a thing can be in: its shape on a grid of 16 units and its colour. Rings are for work, triangles and octagons for
 * trouble, rhombi for decisions (as the gates of the blueprint are rhombi). No two share a shape.
 */
const states = {
  draft: ["calm", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z", "dash"],
  planned: ["calm", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z", ""],
  running: ["active", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8z", "", "M8 1.8a6.2 6.2 0 0 1 0 12.4z"],
  waiting: ["warn", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 4.5V8l2.5 1.8", ""],
  done: ["ok", "", "", "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z", "m4.8 8.2 2.2 2.3 4.2-4.8"],
  late: ["bad", "", "", "M8 .8 15.6 14.5H.4z", "M8 5.5v4M8 11.8v.4"],
  dropped: ["calm", "M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM3.8 12.2l8.4-8.4", "dash"],
  blocked: ["bad", "", "", "M5 1h6l4 4v6l-4 4H5l-4-4V5z", "M4.5 8h7"],
  proposed: ["warn", "M2.2 2.2h11.6v11.6H2.2z", "dash"],
  agreed: ["ok", "M2.2 2.2h11.6v11.6H2.2zM4.8 8.2l2.2 2.2 4.2-4.8", ""],
  open: ["active", "M8 1.2 14.8 8 8 14.8 1.2 8z", ""],
  go: ["ok", "", "", "M8 .4 15.6 8 8 15.6.4 8z", "m5 8.2 2 2 4-4.4"],
  conditional: ["warn", "M8 1.2 14.8 8 8 14.8 1.2 8z", "", "M8 1.2v13.6L1.2 8z"],
  hold: ["warn", "M8 1.2 14.8 8 8 14.8 1.2 8zM6.5 6v4m3-4v4", ""],
  rework: ["warn", "M8 1.2 14.8 8 8 14.8 1.2 8zM10.5 9.5h-4v-3m-1.5 1 1.5-1.5L8 7.5", ""],
  "no-go": ["bad", "", "", "M8 .4 15.6 8 8 15.6.4 8z", "m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"],
  "no-decision": ["calm", "M8 1.2 14.8 8 8 14.8 1.2 8zM5.5 8h5", "dash"],
  won: ["ok", "", "", "M2.5 1h11.5l-2.5 4 2.5 4h-10v6H2.5z", ""],
  lost: ["calm", "M3.2 15V1.8h9.8L10.5 5.5 13 9.2H3.2", ""],
} as const satisfies Record<
  string,
  readonly [weight: Weight, line: string, dash: "" | "dash", fill?: string, cut?: string]
>;

export type State = keyof typeof states;

/** The bare shape, 16 × 16 units, to be placed in an `<svg>` (a mark, a row of the blueprint); the colour is `currentColor`. */
export function StateShape({ state }: { state: State }): ReactNode {
  const [, line, dash, fill, cut] = states[state] as readonly [Weight, string, string, string?, string?];
  return (
    <>
      {fill && <path d={fill} fill="currentColor" />}
      {line && (
        <path
          d={line}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
          strokeDasharray={dash && "2.4 2"}
        />
      )}
      {cut && <path d={cut} fill="none" stroke="var(--sheet, #fff)" strokeWidth="1.75" />}
    </>
  );
}

/** The state of a thing: shape, colour and always its word. */
export function StateMark({ state, label }: { state: State; label: ReactNode }): ReactNode {
  return (
    <span className={classes("state", `state-${states[state][0]}`)}>
      <svg aria-hidden="true" width="16" height="16" viewBox="0 0 16 16">
        <StateShape state={state} />
      </svg>
      {label}
    </span>
  );
}
