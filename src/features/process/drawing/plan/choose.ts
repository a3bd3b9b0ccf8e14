import type { Picture } from "../picture.ts";
import { type PackedPhase, type PreparedPhase, packPhase } from "./pack.ts";
import { SIZE } from "./sizes.ts";

/** Print area of A3 lying on its side, in millimetres. */
const SHEET = { width: 400, height: 277 };

/** Millimetres a unit measures in print, guessed before anything is drawn: an average column, an average row. */
function guess(packed: readonly PackedPhase[], rows: readonly number[], lines: number): number {
  const columns = packed.reduce((sum, phase) => sum + phase.columns, 0);
  const height = rows.reduce((sum, count) => sum + count * (SIZE.row + 8), 0) + lines * SIZE.line + 210;
  return Math.min(SHEET.width / (columns * (SIZE.box + 26) + 180), SHEET.height / height);
}

/** Rows that are really used, at least one in every lane. */
function used(packed: readonly PackedPhase[], lanes: number): number[] {
  const rows = Array.from({ length: lanes }, () => 1);
  for (const item of packed.flatMap((phase) => phase.items))
    for (const [at, run] of item.runs.entries())
      if (run.top === run.bottom) rows[run.top] = Math.max(rows[run.top] ?? 1, (item.rows[at] ?? 0) + 1);
  return rows;
}

export interface Choice {
  packed: PackedPhase[];
  rows: number[];
  scale: number;
}

/**
 * How many rows each lane gets, so that the whole prints as large as possible: begins with plenty, then takes away,
 * one at a time, the row that is missed least, and keeps the best of all that was seen.
 */
export function chooseRows(picture: Picture, prepared: readonly PreparedPhase[], pace: number): Choice {
  const choice = (rows: number[]): Choice => {
    const packed = prepared.map((phase) => packPhase(phase, rows, pace));
    return { packed, rows, scale: guess(packed, rows, picture.bands.length - 1) };
  };
  const plenty = choice(picture.lanes.map(() => 4));
  let at = choice(used(plenty.packed, picture.lanes.length));
  let best = at;
  while (at.rows.some((count) => count > 1)) {
    const { rows } = at;
    const fewer = [...rows.keys()]
      .filter((lane) => (rows[lane] ?? 1) > 1)
      .map((lane) => choice(rows.map((count, other) => (other === lane ? count - 1 : count))));
    at = fewer.reduce((a, b) => (b.scale > a.scale ? b : a));
    if (at.scale > best.scale) best = at;
  }
  return best;
}
