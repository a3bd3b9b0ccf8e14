import type { Picture } from "../picture.ts";
import type { Placed } from "./pack.ts";
import type { Box, DrawnItem } from "./shapes.ts";
import { SIZE, WORDS } from "./sizes.ts";
import { type Rows, titleOf } from "./stack.ts";
import { wrap } from "./text.ts";

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
export function tracks(items: readonly Placed[], rows: Rows): { count: number; of: Map<string, number> } {
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

export function drawItem(
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
    const lines = wrap(titles.get(item.key) ?? "", WORDS, SIZE.text, run.top === run.bottom ? 5 : 7);
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
