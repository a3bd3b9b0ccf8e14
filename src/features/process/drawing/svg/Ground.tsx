import type { ReactNode } from "react";
import { type Line, VISIBLE_BANDS } from "../../model/index.ts";
import type { Picture } from "../picture.ts";
import { type Layout, SIZE, textWidth } from "../plan/index.ts";
import { COLOUR } from "./colours.ts";

/** The line of visibility is the strongest and the only one of long dashes; each of the others has a stroke of its own. */
const STROKE: Record<Line, { width: number; dash?: string; colour: string }> = {
  interaction: { width: 1.75, colour: COLOUR.ink },
  visibility: { width: 3.25, dash: "14 7", colour: COLOUR.seller },
  "internal-interaction": { width: 1.25, colour: COLOUR.edge },
  "order-penetration": { width: 1.25, dash: "10 3 2 3", colour: COLOUR.edge },
  implementation: { width: 1.25, dash: "2 3", colour: COLOUR.edge },
};

/** Several lines of text, the first one's baseline at `y`. */
export function Lines(props: {
  x: number;
  y: number;
  lines: readonly string[];
  size: number;
  leading: number;
  weight?: number;
  fill?: string;
  anchor?: "middle" | "end";
  strike?: boolean;
}): ReactNode {
  return (
    <text
      x={props.x}
      y={props.y}
      fontSize={props.size}
      fontWeight={props.weight}
      fill={props.fill ?? COLOUR.ink}
      textAnchor={props.anchor}
      textDecoration={props.strike ? "line-through" : undefined}
    >
      {props.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text have no other name
        <tspan key={index} x={props.x} dy={index === 0 ? 0 : props.leading}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Phases({ plan }: { plan: Layout }): ReactNode {
  const y = SIZE.margin + SIZE.title;
  return plan.phases.map((phase, index) => (
    <g key={phase.key}>
      <rect x={phase.x} y={y} width={phase.width} height={SIZE.phase} fill={COLOUR.wash} />
      {index > 0 && (
        <line x1={phase.x} x2={phase.x} y1={y} y2={plan.bottom} stroke={COLOUR.edge} strokeWidth="1" />
      )}
      <Lines
        x={phase.x + 10}
        y={y + SIZE.phase / 2 + 4 - (phase.lines.length - 1) * 6.75}
        lines={phase.lines}
        size={12}
        leading={13.5}
        weight={600}
      />
    </g>
  ));
}

function Bands({ picture, plan }: { picture: Picture; plan: Layout }): ReactNode {
  const right = plan.width - SIZE.margin;
  return plan.bands.map((band) => {
    const middle = band.y + band.height / 2;
    const hidden = !VISIBLE_BANDS.includes(band.key);
    const title = picture.bands.find((one) => one.key === band.key)?.title ?? "";
    const size = Math.min(11, (11 * (band.height - 4)) / Math.max(1, textWidth(title, 11) * 1.08));
    return (
      <g key={band.key}>
        {hidden && (
          <rect
            x={SIZE.margin}
            y={band.y - SIZE.line}
            width={right - SIZE.margin}
            height={band.height + SIZE.line}
            fill={COLOUR.sellerWash}
          />
        )}
        <rect
          x={SIZE.margin}
          y={band.y}
          width={SIZE.band}
          height={band.height}
          fill={hidden ? "none" : COLOUR.wash}
          stroke={COLOUR.edge}
          strokeWidth="1"
        />
        <text
          transform={`translate(${SIZE.margin + SIZE.band / 2 + 4} ${middle}) rotate(-90)`}
          textAnchor="middle"
          fontSize={size}
          fontWeight={600}
          fill={COLOUR.ink}
        >
          {title}
        </text>
      </g>
    );
  });
}

function Lanes({ plan }: { plan: Layout }): ReactNode {
  const right = plan.width - SIZE.margin;
  const starts = new Set(plan.bands.map((band) => band.y));
  return plan.lanes.map((lane) => (
    <g key={lane.key}>
      {!starts.has(lane.y) && (
        <line
          x1={SIZE.margin + SIZE.band}
          x2={right}
          y1={lane.y}
          y2={lane.y}
          stroke={COLOUR.rule}
          strokeWidth="1"
        />
      )}
      <Lines
        x={SIZE.margin + SIZE.band + 8}
        y={lane.y + lane.height / 2 + 4 - ((lane.lines.length - 1) * 13) / 2}
        lines={lane.lines}
        size={12}
        leading={13}
      />
    </g>
  ));
}

function LabelledLines({ picture, plan }: { picture: Picture; plan: Layout }): ReactNode {
  const right = plan.width - SIZE.margin;
  return plan.lines.map(({ key, y }) => {
    const stroke = STROKE[key];
    const label = picture.lines[key];
    // A tenth more, because bold letters are wider.
    const words = textWidth(label, 10.5) + 10;
    const note = key === "visibility" ? picture.below : "";
    const noteWidth = note ? textWidth(note, 10.5) + 10 : 0;
    return (
      <g key={key}>
        <line
          x1={SIZE.margin + words}
          x2={right - noteWidth}
          y1={y}
          y2={y}
          stroke={stroke.colour}
          strokeWidth={stroke.width}
          strokeDasharray={stroke.dash}
        />
        <text
          x={SIZE.margin + 2}
          y={y + 3.5}
          fontSize={9.5}
          fontWeight={key === "visibility" ? 700 : 500}
          fill={stroke.colour === COLOUR.edge ? COLOUR.muted : stroke.colour}
        >
          {label}
        </text>
        {note && (
          <text
            x={right - 2}
            y={y + 3.5}
            fontSize={9.5}
            fontWeight={700}
            fill={COLOUR.seller}
            textAnchor="end"
          >
            {note}
          </text>
        )}
      </g>
    );
  });
}

/** Everything that lies under the steps: phases, bands, lanes and the five lines. */
export function Ground({ picture, plan }: { picture: Picture; plan: Layout }): ReactNode {
  const { margin } = SIZE;
  return (
    <>
      <rect width={plan.width} height={plan.height} fill={COLOUR.sheet} />
      <text x={margin} y={margin + 22} fontSize={18} fontWeight={600} fill={COLOUR.ink}>
        {picture.title}
      </text>
      <Bands picture={picture} plan={plan} />
      <Lanes plan={plan} />
      <Phases plan={plan} />
      <line
        x1={plan.left}
        x2={plan.left}
        y1={margin + SIZE.title}
        y2={plan.bottom}
        stroke={COLOUR.edge}
        strokeWidth="1"
      />
      <LabelledLines picture={picture} plan={plan} />
      <rect
        x={margin}
        y={margin + SIZE.title}
        width={plan.width - 2 * margin}
        height={plan.bottom - margin - SIZE.title}
        fill="none"
        stroke={COLOUR.ink}
        strokeWidth="1.5"
      />
    </>
  );
}
