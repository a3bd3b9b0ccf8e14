import type { ReactNode } from "react";
import { classes, VisuallyHidden } from "#ui/index.ts";
import type { ProgressPoint } from "../progress-line.ts";
import { COLOUR } from "./colours.ts";
import { Rhombus } from "./Gates.tsx";

function Point({ point }: { point: ProgressPoint }): ReactNode {
  const colour = point.state === "ahead" ? COLOUR.edge : COLOUR.accent;
  return (
    <svg aria-hidden="true" className="relative flex-none" width="30" height="30" viewBox="-15 -15 30 30">
      {/* A ground of its own, so that the line does not run through the mark. */}
      <circle r="13" fill={COLOUR.sheet} />
      {point.kind === "gate" ? (
        <g transform="scale(0.8)">
          <Rhombus mark={point.mark ?? "ahead"} x={0} y={0} />
        </g>
      ) : (
        <>
          <circle
            r="9"
            fill={point.state === "done" ? colour : COLOUR.sheet}
            stroke={colour}
            strokeWidth={point.state === "current" ? 3 : 1.5}
          />
          {point.state === "done" && (
            <path d="m-4 .5 2.8 2.9 5.2-6.2" fill="none" stroke={COLOUR.sheet} strokeWidth="2" />
          )}
          {point.state === "current" && <circle r="4" fill={colour} />}
        </>
      )}
    </svg>
  );
}

/** The rule that joins the points: upright at the left on a phone, lying through the marks where there is room. */
const RULE =
  "before:absolute before:left-3.5 before:top-0 before:h-full before:w-0.5 before:bg-rule before:content-[''] " +
  "md:before:left-0 md:before:top-3.5 md:before:h-0.5 md:before:w-full " +
  "first:before:top-1/2 first:before:h-1/2 last:before:h-1/2 " +
  "md:first:before:top-3.5 md:first:before:h-0.5 md:first:before:left-1/2 md:first:before:w-1/2 " +
  "md:last:before:h-0.5 md:last:before:w-1/2";

/**
 * Where the sale stands, as a list: upright on a phone, lying where there is room. `stateLabel` puts each state in words
 * for those who listen.
 */
export function ProgressLine(props: {
  label: string;
  points: readonly ProgressPoint[];
  stateLabel: (point: ProgressPoint) => string;
}): ReactNode {
  return (
    <ol aria-label={props.label} className="m-0 list-none p-0 md:flex">
      {props.points.map((point) => (
        <li
          key={`${point.kind} ${point.key}`}
          aria-current={point.state === "current" && point.kind === "phase" ? "step" : undefined}
          className={classes(
            "relative flex min-w-0 items-center gap-2 py-1 md:flex-1 md:flex-col md:gap-1 md:px-1 md:py-0 md:text-center",
            point.kind === "gate" ? "text-xs text-muted" : "text-sm",
            point.state === "current" && "font-semibold text-ink",
            RULE,
          )}
        >
          <Point point={point} />
          <span className="min-w-0 hyphens-auto">
            {point.title}
            <VisuallyHidden> ({props.stateLabel(point)})</VisuallyHidden>
          </span>
        </li>
      ))}
    </ol>
  );
}
