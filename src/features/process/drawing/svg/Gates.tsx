import type { ReactNode } from "react";
import { StateShape } from "#ui/index.ts";
import type { GateMark, Picture } from "../picture.ts";
import { type Layout, SIZE, textWidth } from "../plan/index.ts";
import { COLOUR } from "./colours.ts";
import { Lines } from "./Ground.tsx";

const COLOUR_OF: Record<GateMark, string> = {
  ahead: COLOUR.edge,
  open: COLOUR.info,
  go: COLOUR.ok,
  conditional: COLOUR.warn,
  hold: COLOUR.warn,
  rework: COLOUR.warn,
  "no-go": COLOUR.bad,
  "no-decision": COLOUR.muted,
};

/** A rhombus of 26 units around a point. What lies ahead is empty; what is being decided is drawn twice. */
export function Rhombus({ mark, x, y }: { mark: GateMark; x: number; y: number }): ReactNode {
  const half = 13;
  const colour = COLOUR_OF[mark];
  const path = (r: number) => `M${x} ${y - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z`;
  if (mark === "ahead" || mark === "open")
    return (
      <>
        <path
          d={path(half)}
          fill={COLOUR.sheet}
          stroke={mark === "open" ? colour : COLOUR.ink}
          strokeWidth={mark === "open" ? 2 : 1.25}
        />
        {mark === "open" && <path d={path(half - 6)} fill={colour} />}
      </>
    );
  return (
    <>
      <path d={path(half)} fill={COLOUR.sheet} />
      <g transform={`translate(${x - half} ${y - half}) scale(${(2 * half) / 16})`} color={colour}>
        <StateShape state={mark} />
      </g>
    </>
  );
}

/** Decisions on their own strip below the phases, each at the moment it stands for. */
export function Gates({ picture, plan }: { picture: Picture; plan: Layout }): ReactNode {
  const byKey = new Map(picture.gates.map((gate) => [gate.key, gate]));
  const y = SIZE.margin + SIZE.title + SIZE.phase;
  return (
    <>
      <line
        x1={plan.left}
        x2={plan.width - SIZE.margin}
        y1={plan.top}
        y2={plan.top}
        stroke={COLOUR.edge}
        strokeWidth="1"
      />
      {plan.gates.map((drawn) => {
        const gate = byKey.get(drawn.key);
        if (!gate) return null;
        const words = Math.max(0, ...drawn.lines.map((line) => textWidth(line, 10))) + 4;
        const inside = gate.after === gate.before;
        const shape = (
          <>
            <title>{`${gate.title} · ${gate.stateLabel}`}</title>
            {inside && (
              <line
                x1={drawn.x}
                x2={drawn.x}
                y1={y}
                y2={plan.bottom}
                stroke={COLOUR.edge}
                strokeWidth="1"
                strokeDasharray="1 4"
              />
            )}
            <Rhombus mark={gate.mark} x={drawn.x} y={drawn.y - 1} />
            {/* A ground for the words, so that the lines behind do not run through them. */}
            <rect
              x={drawn.x - words / 2}
              y={drawn.y + 13}
              width={words}
              height={drawn.lines.length * 11 + 2}
              fill={COLOUR.sheet}
            />
            <Lines x={drawn.x} y={drawn.y + 23} lines={drawn.lines} size={10} leading={11} anchor="middle" />
          </>
        );
        return gate.href ? (
          <a key={drawn.key} href={gate.href}>
            {shape}
          </a>
        ) : (
          <g key={drawn.key}>{shape}</g>
        );
      })}
    </>
  );
}
