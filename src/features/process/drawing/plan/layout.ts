import type { Picture } from "../picture.ts";
import { drawItem, tracks } from "./boxes.ts";
import { type Choice, chooseRows } from "./choose.ts";
import { numberSteps, type PackedPhase, preparePhase } from "./pack.ts";
import type { DrawnGate, DrawnItem, Layout } from "./shapes.ts";
import { SIZE } from "./sizes.ts";
import { stack } from "./stack.ts";
import { wrap } from "./text.ts";

/** The whole drawing for a given number of rows in every lane. */
function layoutWith(picture: Picture, packed: readonly PackedPhase[], rowsOf: readonly number[]): Layout {
  const top = SIZE.margin + SIZE.title + SIZE.phase + SIZE.gates;
  const rows = stack(picture, packed, rowsOf, top);
  const left = SIZE.margin + SIZE.band + SIZE.label;
  let x = left;
  const phases: Layout["phases"] = [];
  const items: DrawnItem[] = [];
  const gates: DrawnGate[] = [];
  const gateTitle = new Map(picture.gates.map((gate) => [gate.key, gate.title]));
  const gateAt = (key: string, at: number) =>
    gates.push({
      key,
      x: at,
      y: SIZE.margin + SIZE.title + SIZE.phase + 20,
      lines: wrap(gateTitle.get(key) ?? "", 108, 10, 3),
    });

  for (const [index, phase] of packed.entries()) {
    const start = x;
    const edges: number[] = [];
    const placed: Omit<DrawnItem, "number">[] = [];
    for (let column = 0; column < phase.columns; column++) {
      edges.push(x);
      const own = phase.items.filter((item) => item.column === column);
      const lanes = tracks(own, rows);
      const boxX = x + 2 * SIZE.gap + lanes.count * SIZE.track;
      for (const item of own) placed.push(drawItem(item, rows, boxX, lanes.of.get(item.key), picture));
      x = boxX + SIZE.box + SIZE.gap;
    }
    x += SIZE.gap;
    const numbered = numberSteps(phase.items, index);
    for (const item of placed) items.push({ ...item, number: numbered.get(item.key) ?? "" });
    for (const gate of phase.gates) gateAt(gate.key, edges[gate.column] ?? x);
    const title = `${index + 1}  ${picture.phases[index]?.title ?? ""}`;
    phases.push({ key: phase.key, x: start, width: x - start, lines: wrap(title, x - start - 16, 12.8, 3) });
    const between = picture.gates.filter((gate) => gate.after === phase.key && gate.before !== phase.key);
    for (const [at, gate] of between.entries()) gateAt(gate.key, x - (between.length - 1 - at) * 108);
  }
  // A gate after the last phase, and its words, need room of their own.
  const width = Math.max(x, ...gates.map((gate) => gate.x + 56)) + SIZE.margin;
  return {
    width,
    height: rows.bottom + SIZE.legend + SIZE.margin,
    left,
    top,
    bottom: rows.bottom,
    phases,
    bands: rows.bands,
    lanes: picture.lanes.map((lane, at) => ({
      key: lane.key,
      y: rows.lanes[at]?.y ?? 0,
      height: rows.lanes[at]?.height ?? 0,
      lines: wrap(lane.title, SIZE.label - 14, 12, 3),
    })),
    lines: rows.lines,
    items,
    gates,
  };
}

/** Small letters are still read with ease on paper at this many millimetres a unit. */
const EASY = 0.17;
const PACES = [1, 0.75, 0.5, 0.35] as const;

/**
 * Lays out the picture for one sheet of A3: strictly from left to right when that prints large enough, otherwise as
 * dense as is needed, or as large as it gets. The same picture always gives the same layout.
 */
export function layout(picture: Picture): Layout {
  const prepared = picture.phases.map((phase) => preparePhase(picture, phase.key));
  let best: Choice | undefined;
  for (const pace of PACES) {
    const choice = chooseRows(picture, prepared, pace);
    if (!best || choice.scale > best.scale) best = choice;
    if (best.scale >= EASY) break;
  }
  return layoutWith(picture, best?.packed ?? [], best?.rows ?? []);
}
