import { BANDS, LINES } from "../../model/index.ts";
import type { Picture } from "../picture.ts";
import type { PackedPhase } from "./pack.ts";
import type { Layout } from "./shapes.ts";
import { SIZE, WORDS } from "./sizes.ts";
import { wrap } from "./text.ts";

/** The words of each step. */
export const titleOf = (picture: Picture) =>
  new Map([...picture.activities, ...picture.handovers].map((s) => [s.key, s.title]));

/** Height that words need in a box. */
const needed = (lines: number) => SIZE.head + lines * SIZE.leading + 6;

export interface Rows {
  /** Top and height of every row, by lane. */
  lanes: { y: number; height: number; rows: { y: number; height: number }[] }[];
  bands: Layout["bands"];
  lines: Layout["lines"];
  bottom: number;
}

/** Heights: every row as high as the words of its single boxes, a strip for each line between bands. */
export function stack(
  picture: Picture,
  phases: readonly PackedPhase[],
  rows: readonly number[],
  top: number,
): Rows {
  const titles = titleOf(picture);
  const heights = picture.lanes.map((_, lane) =>
    Array.from({ length: rows[lane] ?? 1 }, () => SIZE.row as number),
  );
  for (const item of phases.flatMap((phase) => phase.items))
    for (const [at, run] of item.runs.entries()) {
      const row = item.rows[at] ?? 0;
      const lane = heights[run.top];
      if (run.top !== run.bottom || !lane) continue;
      const lines = wrap(titles.get(item.key) ?? "", WORDS, SIZE.text, 5).length;
      lane[row] = Math.max(lane[row] ?? 0, needed(lines) + 2 * SIZE.gap);
    }
  const result: Rows = { lanes: [], bands: [], lines: [], bottom: top };
  let y = top;
  for (const [at, lane] of picture.lanes.entries()) {
    const before = picture.lanes[at - 1];
    if (before && before.band !== lane.band) {
      // A line lies below each band; where bands are missing between, the upper one's line stands for all.
      const key = LINES[BANDS.indexOf(before.band)];
      if (key) result.lines.push({ key, y: y + SIZE.line / 2 });
      y += SIZE.line;
    }
    if (before?.band !== lane.band) result.bands.push({ key: lane.band, y, height: 0 });
    const start = y;
    const own = (heights[at] ?? []).map((height) => {
      const row = { y, height };
      y += height;
      return row;
    });
    result.lanes.push({ y: start, height: y - start, rows: own });
    const band = result.bands.at(-1);
    if (band) band.height = y - band.y;
  }
  result.bottom = y;
  return result;
}
