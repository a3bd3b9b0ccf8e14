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

/**
 * The page's letters over its image, unseen: to be selected, copied, found by the browser and read out. In points; the
 * element around it is scaled. Each run is stretched to its box, so that the selection lies on the letters of the image.
 */
export const TextLayer = memo(function TextLayer({ info }: { info: PageInfo }): ReactNode {
  const parts = useMemo(() => {
    let end = 0;
    return info.runs.map(([start, text, left, top, right, bottom]) => {
      const between = info.text.slice(end, start);
      end = start + text.length;
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
