import type { ReactNode } from "react";
import { StateShape } from "#ui/index.ts";
import type { LegendEntry, Picture } from "../picture.ts";
import { type Layout, SIZE, textWidth } from "../plan/index.ts";
import { COLOUR } from "./colours.ts";
import { Rhombus } from "./Gates.tsx";
import { LOOK } from "./Steps.tsx";

function Sample({ mark, x, y }: { mark: LegendEntry["mark"]; x: number; y: number }): ReactNode {
  switch (mark) {
    case "gate":
      return (
        <g transform={`translate(${x + 9} ${y}) scale(0.62)`}>
          <Rhombus mark="ahead" x={0} y={0} />
        </g>
      );
    case "handover":
      return <path d={`M${x} ${y - 6}h13l5 6l-5 6h-13z`} fill={COLOUR.sheet} stroke={COLOUR.ink} />;
    case "lead":
      return (
        <>
          <path d={`M${x} ${y - 6}h18v12h-18z`} fill={COLOUR.sheet} stroke={COLOUR.edge} />
          <rect x={x} y={y - 6} width="3.5" height="12" fill={COLOUR.edge} />
        </>
      );
    case "consult":
    case "inform":
      return (
        <circle
          cx={x + 9}
          cy={y}
          r={mark === "consult" ? 3.6 : 2.4}
          fill={mark === "consult" ? COLOUR.sheet : COLOUR.edge}
          stroke={COLOUR.edge}
          strokeWidth="1.25"
        />
      );
    default: {
      const colour = mark === "late" ? COLOUR.bad : LOOK[mark].mark;
      return (
        <g transform={`translate(${x + 3} ${y - 6}) scale(0.75)`} color={colour}>
          <StateShape state={mark} />
        </g>
      );
    }
  }
}

/** What the shapes mean, in one line below the drawing. */
export function Legend({ picture, plan }: { picture: Picture; plan: Layout }): ReactNode {
  const y = plan.bottom + SIZE.legend / 2 + 2;
  let x: number = SIZE.margin;
  return picture.legend.map(({ mark, label }) => {
    const at = x;
    x += 24 + textWidth(label, 10) + 18;
    return (
      <g key={mark}>
        <Sample mark={mark} x={at} y={y} />
        <text x={at + 24} y={y + 3.5} fontSize="10" fill={COLOUR.muted}>
          {label}
        </text>
      </g>
    );
  });
}
