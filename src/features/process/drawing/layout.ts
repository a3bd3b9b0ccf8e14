import type { Band, Line } from "../model/index.ts";
import { BANDS, LINES } from "../model/index.ts";
import {
  numberSteps,
  type PackedPhase,
  type Placed,
  type PreparedPhase,
  packPhase,
  preparePhase,
} from "./pack.ts";
import type { Picture } from "./picture.ts";
import { wrap } from "./text.ts";

/** Sizes in units of the drawing. On A3 a unit is about 0.17 mm, so letters of 10.5 are 1.8 mm high lines. */
export const SIZE = {
  band: 24,
  label: 112,
  box: 104,
  boxPad: 6,
  gap: 4,
  track: 7,
  row: 46,
  line: 18,
  title: 40,
  phase: 46,
  gates: 68,
  legend: 44,
  text: 11.5,
  leading: 12.5,
  head: 13,
  margin: 12,
} as const;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The box that holds the words; the others repeat them quietly. */
  main: boolean;
  /** Part of its left edge that belongs to the lane that leads. */
  lead?: { y: number; height: number };
  /** Heights of lane borders within it. */
  ticks: number[];
  /** Top of its words. */
  textY: number;
  lines: string[];
}

export interface DrawnItem {
  key: string;
  kind: "activity" | "handover";
  number: string;
  boxes: Box[];
  /** The thread between boxes and notes, when there is one: where it runs, and where it meets boxes. */
  thread?: { x: number; top: number; bottom: number; stubs: { y: number; to: number }[] };
  notes: { x: number; y: number; part: "consult" | "inform" }[];
}

export interface DrawnGate {
  key: string;
  x: number;
  y: number;
  lines: string[];
}

export interface Layout {
  width: number;
  height: number;
  left: number;
  top: number;
  bottom: number;
  phases: { key: string; x: number; width: number; lines: string[] }[];
  bands: { key: Band; y: number; height: number }[];
  lanes: { key: string; y: number; height: number; lines: string[] }[];
  lines: { key: Line; y: number }[];
  items: DrawnItem[];
  gates: DrawnGate[];
}

const innerWidth = SIZE.box - 2 * SIZE.boxPad;
const titleOf = (picture: Picture) =>
  new Map([...picture.activities, ...picture.handovers].map((s) => [s.key, s.title]));

/** Height that words need in a box. */
const needed = (lines: number) => SIZE.head + lines * SIZE.leading + 6;

interface Rows {
  /** Top and height of every row, by lane. */
  lanes: { y: number; height: number; rows: { y: number; height: number }[] }[];
  bands: Layout["bands"];
  lines: Layout["lines"];
  bottom: number;
}

/** Heights: every row as high as the words of its single boxes, a strip for each line between bands. */
function stack(picture: Picture, phases: readonly PackedPhase[], rows: readonly number[], top: number): Rows {
  const titles = titleOf(picture);
  const heights = picture.lanes.map((_, lane) =>
    Array.from({ length: rows[lane] ?? 1 }, () => SIZE.row as number),
  );
  for (const item of phases.flatMap((phase) => phase.items))
    for (const [at, run] of item.runs.entries()) {
      const row = item.rows[at] ?? 0;
      const lane = heights[run.top];
      if (run.top !== run.bottom || !lane) continue;
      const lines = wrap(titles.get(item.key) ?? "", innerWidth, SIZE.text, 5).length;
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

/** Vertical reach of each run of an item. */
function reaches(item: Placed, rows: Rows) {
  return item.runs.map((run, at) => {
    const [top, bottom] = [rows.lanes[run.top], rows.lanes[run.bottom]];
    const first = run.top === run.bottom ? top?.rows[item.rows[at] ?? 0] : top?.rows.at(-1);
    const last = run.top === run.bottom ? first : bottom?.rows[0];
    const y = (first?.y ?? 0) + SIZE.gap;
    return { run, y, height: (last?.y ?? 0) + (last?.height ?? 0) - SIZE.gap - y };
  });
}

/** Where the thread of an item runs, when it has more than one box or any note. */
function span(item: Placed, rows: Rows): { top: number; bottom: number } | null {
  if (item.runs.length + item.notes.length < 2) return null;
  const middles = [
    ...reaches(item, rows).map(({ y, height }) => [y + 8, y + height - 8]),
    ...item.notes.map(({ lane }) => [noteY(rows, lane), noteY(rows, lane)]),
  ].flat();
  return { top: Math.min(...middles), bottom: Math.max(...middles) };
}

const noteY = (rows: Rows, lane: number) => (rows.lanes[lane]?.y ?? 0) + (rows.lanes[lane]?.height ?? 0) / 2;

/** Gives each thread of a column a track of its own where they would overlap. */
function tracks(items: readonly Placed[], rows: Rows): { count: number; of: Map<string, number> } {
  const ends: number[] = [];
  const of = new Map<string, number>();
  const spans = items
    .flatMap((item) => {
      const reach = span(item, rows);
      return reach ? [{ key: item.key, ...reach }] : [];
    })
    .sort((a, b) => a.top - b.top || a.bottom - b.bottom);
  for (const { key, top, bottom } of spans) {
    const free = ends.findIndex((end) => end + 10 < top);
    const track = free === -1 ? ends.length : free;
    ends[track] = bottom;
    of.set(key, track);
  }
  return { count: ends.length, of };
}

/** Words stand in the middle of a box, or in the middle of the lane nearest to it that has room for them. */
function wordsTop(y: number, height: number, borders: readonly number[], words: number): number {
  const edges = [y, ...borders, y + height];
  const spots = edges.slice(1).flatMap((end, at) => {
    const start = edges[at] ?? y;
    return end - start >= words ? [Math.min(Math.max(y + (height - words) / 2, start), end - words)] : [];
  });
  const middle = y + Math.max(0, (height - words) / 2);
  return spots.length === 0
    ? middle
    : spots.reduce((a, b) => (Math.abs(b - middle) < Math.abs(a - middle) ? b : a));
}

function drawItem(
  item: Placed,
  rows: Rows,
  x: number,
  track: number | undefined,
  picture: Picture,
): Omit<DrawnItem, "number"> {
  const titles = titleOf(picture);
  const boxes = reaches(item, rows).map(({ run, y, height }): Box => {
    const main = run.top <= item.lead && item.lead <= run.bottom;
    const borders = picture.lanes.flatMap((_, lane) => {
      const border = rows.lanes[lane]?.y ?? 0;
      return lane > run.top && lane <= run.bottom ? [border] : [];
    });
    const lines = wrap(titles.get(item.key) ?? "", innerWidth, SIZE.text, run.top === run.bottom ? 5 : 7);
    const textY = wordsTop(y, height, borders, SIZE.head + lines.length * SIZE.leading + 4);
    const box = { x, y, width: SIZE.box, height, main, ticks: borders, textY, lines };
    const lane = rows.lanes[item.lead];
    if (!main || !lane || item.kind === "handover") return box;
    const top = Math.max(y, lane.y);
    return { ...box, lead: { y: top, height: Math.min(y + height, lane.y + lane.height) - top } };
  });
  const reach = span(item, rows);
  const thread = x - SIZE.gap - ((track ?? 0) + 0.5) * SIZE.track;
  const drawn = {
    key: item.key,
    kind: item.kind,
    boxes,
    notes: item.notes.map(({ lane, part }) => ({ x: thread, y: noteY(rows, lane), part })),
  };
  if (!reach) return drawn;
  const stubs = boxes.map((box) => ({ y: stubY(box, reach), to: box.x }));
  const ends = [...stubs.map((stub) => stub.y), ...drawn.notes.map((note) => note.y)];
  return { ...drawn, thread: { x: thread, top: Math.min(...ends), bottom: Math.max(...ends), stubs } };
}

/** The thread leaves a box near the end that faces the others. */
function stubY(box: Box, reach: { top: number; bottom: number }): number {
  const [above, below] = [reach.top < box.y, reach.bottom > box.y + box.height];
  if (above === below) return box.y + box.height / 2;
  return above ? box.y + 10 : box.y + box.height - 10;
}

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

interface Choice {
  packed: PackedPhase[];
  rows: number[];
  scale: number;
}

/**
 * How many rows each lane gets, so that the whole prints as large as possible: begins with plenty, then takes away,
 * one at a time, the row that is missed least, and keeps the best of all that was seen.
 */
function chooseRows(picture: Picture, prepared: readonly PreparedPhase[], pace: number): Choice {
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
