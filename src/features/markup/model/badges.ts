import type { Lettered } from "./draw.ts";
import { boundsOf, type Matrix, type Point, type Shape, toPage } from "./geometry.ts";

/** Where a badge stands (its middle), in CSS pixels from the upper left of the page. */
export interface BadgePlace<Mark> {
  mark: Mark;
  left: number;
  top: number;
  /** It stands away from the mark: where on it a line leads to. */
  to: Point | null;
}

/** Room that a badge takes, in CSS pixels; `more` when it shows its readers' sign too. */
export const ROOM = { width: 36, height: 28, more: 27 };
type Box = readonly [left: number, top: number, right: number, bottom: number];

/** So far a badge may stand out of the page: less than there is between pages. */
const OUT = 10;

/**
 * Places for badges that cover neither words nor each other: next to the mark, above or below it, a little further off, at the
 * edge of the page on its height or near that, somewhere around it. Where there is no such place, or words are not known yet,
 * before the beginning of the mark.
 */
export function badgePlaces<
  Mark extends { place: { shape: Shape | null } | null; audience: { kind: string } },
>(
  marks: readonly Mark[],
  matrix: Matrix,
  size: readonly [number, number],
  scale: number,
  runs: Lettered["runs"] | null,
): BadgePlace<Mark>[] {
  const taken: Box[] = [];
  const words = (runs ?? []).map(
    ([, , left, top, right, bottom]): Box => [left * scale, top * scale, right * scale, bottom * scale],
  );
  const [wide, high] = [size[0] * scale, size[1] * scale];
  const placed: BadgePlace<Mark>[] = [];
  for (const mark of marks) {
    const shape = mark.place?.shape;
    if (!shape) continue;
    const width = ROOM.width + (mark.audience.kind === "room" ? 0 : ROOM.more);
    const height = ROOM.height;
    const boxAt = ([x, y]: Point): Box => [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    const inPage = ([x, y]: Point): Point => [
      within(x, width / 2 - OUT, wide - width / 2 + OUT),
      within(y, height / 2, high - height / 2),
    ];
    const bounds = boundsOn(shape, matrix).map((value) => value * scale) as unknown as Box;
    const [left, top, right, bottom] = bounds;
    const dot = "at" in shape;
    const line = dot ? top : top + Math.min(bottom - top, height) / 2;
    const gap = dot ? 8 : 4;
    const [before, behind] = [left - gap - width / 2, right + gap + width / 2];
    const ring = (from: number, to: number): Point[] =>
      counted(from, to).flatMap((step) =>
        [before, behind].flatMap((x) =>
          SIDES.map(([dx, dy]): Point => [x + dx * step * width * 0.6, line + dy * step * height * 0.6]),
        ),
      );
    const edges = (steps: number[]): Point[] =>
      steps.flatMap((step) =>
        [width / 2, wide - width / 2, width / 2 - OUT, wide - width / 2 + OUT].map(
          (x): Point => [x, line + step * height],
        ),
      );
    const near = words.filter(
      (one) => one[3] > line - 6 * height && one[1] < Math.max(bottom, line) + 6 * height,
    );
    const free = (at: Point) =>
      inPage(at)[0] === at[0] &&
      inPage(at)[1] === at[1] &&
      ![near, taken].some((boxes) => boxes.some((one) => meet(one, boxAt(at))));
    const beside: Point[] = [
      [before, line],
      [behind, line],
      [left + width / 2, top - gap - height / 2],
      [left + width / 2, bottom + gap + height / 2],
    ];
    const found = runs ? beside.find(free) : undefined;
    const away =
      found || !runs
        ? undefined
        : [...ring(1, 2), ...edges([0, -1, 1, -2, 2, -3, 3, -4, 4]), ...ring(3, 6)].find(free);
    let at = found ?? away ?? inPage([left - 14, top - 10]);
    if (!found && !away)
      for (
        let other = taken.find((one) => meet(one, boxAt(at)));
        other;
        other = taken.find((one) => meet(one, boxAt(at)))
      )
        at = [other[2] + width / 2 + 0.5, at[1]];
    taken.push(boxAt(at));
    placed.push({ mark, left: at[0], top: at[1], to: away ? nearest(at, bounds, dot ? 0 : height) : null });
  }
  return placed;
}

/** Directions in which a free place is looked for. */
const SIDES: readonly Point[] = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
  [-1, -1],
  [1, -1],
  [-1, 1],
  [1, 1],
];
const counted = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** Where a line from a badge meets the mark: below its first line of words, so that it crosses none on its height. */
const nearest = ([x, y]: Point, [left, top, right, bottom]: Box, height: number): Point => [
  within(x, left, right),
  y < top - height ? top : Math.min(bottom, top + height),
];

const meet = (a: Box, b: Box): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

/** The box around a mark as it lies on the page, in points; of an arrow, its tail. */
function boundsOn(shape: Shape, matrix: Matrix): Box {
  if ("line" in shape) {
    const [x, y] = toPage(matrix, shape.line[0]);
    return [x, y, x, y];
  }
  const [left, bottom, right, top] = boundsOf(shape);
  const [a, b] = [toPage(matrix, [left, top]), toPage(matrix, [right, bottom])];
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}
