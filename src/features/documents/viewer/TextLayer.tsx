import { memo, type ReactNode, useMemo } from "react";
import type { PageInfo } from "./types.ts";

let canvas: CanvasRenderingContext2D | null = null;

/** Width of a text in the layer's font, for letters of 100 pixels. */
export function widthOf(text: string): number {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return 0;
  canvas.font = "100px sans-serif";
  return canvas.measureText(text).width;
}

type Run = PageInfo["runs"][number];

/** How far below or above each other two lines of words stand; the same line, or lines that are no neighbours: endlessly. */
function apart([, , left, top, right, bottom]: Run, other: Run | undefined): number {
  if (!other || other[2] > right || other[4] < left) return Infinity;
  const pitch = Math.abs(top + bottom - other[3] - other[5]) / 2;
  return pitch > (bottom - top) * 0.4 ? pitch : Infinity;
}

/**
 * The page's letters over its image, unseen: to be selected, copied, found by the browser and read out. In points; the
 * element around it is scaled. Each run is stretched to its box, so that the selection lies on the letters of the image.
 */
export const TextLayer = memo(function TextLayer({ info }: { info: PageInfo }): ReactNode {
  const parts = useMemo(() => {
    let end = 0;
    return info.runs.map((run, index) => {
      const [start, text, left, loose, right, low] = run;
      const between = info.text.slice(end, start);
      end = start + text.length;
      // Some fonts say that their letters are far higher than their lines are apart: selected, one would lie over the other.
      const pitch = Math.min(apart(run, info.runs[index - 1]), apart(run, info.runs[index + 1]));
      const spare = Math.max(0, low - loose - pitch) / 2;
      const [top, bottom] = [loose + spare, low - spare];
      const size = Math.max(1, (bottom - top) * 0.86);
      const natural = (widthOf(text) * size) / 100;
      return {
        start,
        text,
        broken: between.includes("\n"),
        spaced: /\s/.test(between),
        style: {
          left,
          top,
          fontSize: size,
          height: bottom - top,
          lineHeight: `${bottom - top}px`,
          transform: natural > 0 ? `scaleX(${(right - left) / natural})` : undefined,
        },
      };
    });
  }, [info]);
  return (
    <div className="sheet-text">
      {parts.map(({ start, text, broken, spaced, style }) => (
        <span key={start}>
          {broken ? <br /> : spaced && " "}
          <span className="sheet-run" style={style}>
            {text}
          </span>
        </span>
      ))}
    </div>
  );
});
