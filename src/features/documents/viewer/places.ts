import { placesOf } from "#platform/pages/fold.ts";
import type { PageInfo } from "./types.ts";

/**
 * Where words stand on a page: for each place its boxes (one a line), in points: left, top, width, height.
 * @param widthOf how wide a text is, in any unit: what is between its letters is shared out by it
 */
export function boxesOf(
  info: Pick<PageInfo, "text" | "runs">,
  words: string,
  widthOf: (text: string) => number = (text) => text.length,
): number[][][] {
  if (words.trim() === "") return [];
  return placesOf(info.text, words).map(([from, to]) => {
    const boxes: number[][] = [];
    for (const [start, text, left, top, right, bottom] of info.runs) {
      const end = start + text.length;
      if (end <= from || start >= to) continue;
      const whole = widthOf(text);
      const widthTo = (index: number) =>
        whole > 0 ? (widthOf(text.slice(0, index)) / whole) * (right - left) : 0;
      const first = widthTo(Math.max(0, from - start));
      const last = widthTo(Math.min(text.length, to - start));
      boxes.push([left + first, top, last - first, bottom - top]);
    }
    return boxes;
  });
}
