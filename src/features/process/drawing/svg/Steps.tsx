import type { ReactNode } from "react";
import { StateShape } from "#ui/index.ts";
import type { ActivityState } from "../../schedule/index.ts";
import type { Picture, PictureActivity, PictureHandover } from "../picture.ts";
import { type Box, type DrawnItem, type Layout, SIZE } from "../plan/index.ts";
import { ChannelMark } from "./ChannelMark.tsx";
import { COLOUR } from "./colours.ts";
import { Lines } from "./Ground.tsx";

/** A state is told by its mark, the weight of the outline and the fill, so that it survives a black-and-white printer. */
export const LOOK: Record<
  ActivityState,
  { fill: string; stroke: string; width: number; dash?: string; mark: string }
> = {
  planned: { fill: COLOUR.sheet, stroke: COLOUR.edge, width: 1, mark: COLOUR.muted },
  running: { fill: COLOUR.infoWash, stroke: COLOUR.info, width: 2, mark: COLOUR.info },
  waiting: { fill: COLOUR.warnWash, stroke: COLOUR.warn, width: 1.5, mark: COLOUR.warn },
  done: { fill: COLOUR.okWash, stroke: COLOUR.ok, width: 1, mark: COLOUR.ok },
  dropped: { fill: COLOUR.sheet, stroke: COLOUR.edge, width: 1, dash: "3 3", mark: COLOUR.muted },
};

/** The pointed end of a handover shows which way responsibility goes. */
function outline({ x, y, width, height }: Box, kind: DrawnItem["kind"]): string {
  if (kind === "activity") return `M${x} ${y}h${width}v${height}h${-width}z`;
  const tip = 10;
  return `M${x} ${y}h${width - tip}l${tip} ${height / 2}l${-tip} ${height / 2}h${-(width - tip)}z`;
}

function Mark({
  state,
  x,
  y,
  colour,
}: {
  state: ActivityState | "late";
  x: number;
  y: number;
  colour: string;
}): ReactNode {
  return (
    <g transform={`translate(${x} ${y}) scale(0.625)`} color={colour}>
      <StateShape state={state} />
    </g>
  );
}

function BoxShape(props: { box: Box; item: DrawnItem; step: PictureActivity | PictureHandover }): ReactNode {
  const { box, item, step } = props;
  const look = LOOK[step.state];
  const late = "late" in step && step.late;
  const top = box.textY;
  const dropped = step.state === "dropped";
  return (
    <g>
      <path
        d={outline(box, item.kind)}
        fill={look.fill}
        stroke={late ? COLOUR.bad : look.stroke}
        strokeWidth={look.width}
        strokeDasharray={look.dash}
      />
      {box.lead && (
        <rect
          x={box.x}
          y={box.lead.y}
          width="3.5"
          height={box.lead.height}
          fill={late ? COLOUR.bad : look.stroke}
        />
      )}
      {box.ticks.map((y) => (
        <path
          key={y}
          d={`M${box.x} ${y}h7M${box.x + box.width - 7} ${y}h7`}
          stroke={look.stroke}
          strokeWidth="1"
        />
      ))}
      <Mark state={step.state} x={box.x + 7} y={top + 2} colour={look.mark} />
      {late && <Mark state="late" x={box.x + 19} y={top + 2} colour={COLOUR.bad} />}
      <text x={box.x + (late ? 32 : 21)} y={top + 10.5} fontSize="8.5" fill={COLOUR.muted}>
        {item.number}
      </text>
      {"channel" in step && step.channel && (
        <ChannelMark channel={step.channel} x={box.x + box.width - 17} y={top + 1.5} />
      )}
      <Lines
        x={box.x + SIZE.boxPad + 1.5}
        y={top + SIZE.head + 9}
        lines={box.lines}
        size={SIZE.text}
        leading={SIZE.leading}
        weight={box.main ? 500 : 400}
        fill={box.main && !dropped ? COLOUR.ink : COLOUR.muted}
        strike={dropped}
      />
    </g>
  );
}

function Thread({ item, colour }: { item: DrawnItem; colour: string }): ReactNode {
  const { thread, notes, kind } = item;
  if (!thread) return null;
  return (
    <g>
      <path
        d={`M${thread.x} ${thread.top}V${thread.bottom}${thread.stubs.map((stub) => `M${thread.x} ${stub.y}H${stub.to}`).join("")}`}
        fill="none"
        stroke={colour}
        strokeWidth="1"
      />
      {kind === "handover" &&
        thread.stubs.map((stub) => (
          <path key={stub.y} d={`M${stub.to} ${stub.y}l-6 -3.5v7z`} fill={COLOUR.ink} />
        ))}
      {notes.map((note) => (
        <circle
          key={note.y}
          cx={note.x}
          cy={note.y}
          r={note.part === "consult" ? 3.6 : 2.4}
          fill={kind === "handover" || note.part === "inform" ? colour : COLOUR.sheet}
          stroke={colour}
          strokeWidth="1.25"
        />
      ))}
    </g>
  );
}

/** What a pointer resting on a step reads. */
function hint(step: PictureActivity | PictureHandover, number: string): string {
  const who = "participants" in step ? step.participants.map((p) => p.label).join(", ") : "";
  const how = "channelLabel" in step && step.channelLabel ? step.channelLabel : "";
  return [`${number} ${step.title}`, step.stateLabel, who, how].filter((part) => part !== "").join(" · ");
}

/** Activities and handovers. Threads lie below all boxes, so that a line never crosses words. */
export function Steps({ picture, plan }: { picture: Picture; plan: Layout }): ReactNode {
  const byKey = new Map<string, PictureActivity | PictureHandover>(
    [...picture.activities, ...picture.handovers].map((step) => [step.key, step]),
  );
  return (
    <>
      {plan.items.map((item) => (
        <Thread key={item.key} item={item} colour={item.kind === "handover" ? COLOUR.ink : COLOUR.edge} />
      ))}
      {plan.items.map((item) => {
        const step = byKey.get(item.key);
        if (!step) return null;
        const shape = (
          <>
            <title>{hint(step, item.number)}</title>
            {item.boxes.map((box) => (
              <BoxShape key={box.y} box={box} item={item} step={step} />
            ))}
          </>
        );
        return step.href ? (
          <a key={item.key} href={step.href}>
            {shape}
          </a>
        ) : (
          <g key={item.key}>{shape}</g>
        );
      })}
    </>
  );
}
