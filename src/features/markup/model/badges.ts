import type { Lettered } from "./draw.ts";
import { boundsOf, type Matrix, type Point, type Shape, toPage } from "./geometry.ts";

/** Where a badge stands (its middle), in CSS pixels from the upper left of the page. */
export interface BadgePlace<Mark> {
  mark: Mark;
  left: number;
  top: number;
  /** It stands at the edge of the page: where on the mark a line leads to. */
  to: Point | null;
}

/** Room that a badge takes, in CSS pixels; `more` when it shows its readers' sign too. */
export const ROOM = { width: 36, height: 28, more: 18 };
type Box = readonly [left: number, top: number, right: number, bottom: number];

/**
 * Places for badges that cover neither words nor each other: next to the mark, above or below it, at the edge of the page on
 * its height. Where there is no such place, or words are not known yet, before the beginning of the mark.
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
      Math.min(wide - width / 2, Math.max(width / 2, x)),
      Math.min(high - height / 2, Math.max(height / 2, y)),
    ];
    const [left, top, right, bottom] = boundsOn(shape, matrix).map(
      (value) => value * scale,
    ) as unknown as Box;
    const line = "at" in shape ? top : top + Math.min(bottom - top, height) / 2;
    const gap = "at" in shape ? 8 : 4;
    const near: Point[] = [
      [left - gap - width / 2, line],
      [right + gap + width / 2, line],
      [left + width / 2, top - gap - height / 2],
      [left + width / 2, bottom + gap + height / 2],
    ];
    const edges: Point[] = [
      [width / 2, line],
      [wide - width / 2, line],
      [width / 2 + width, line],
      [wide - 1.5 * width, line],
    ];
    const free = (at: Point) =>
      at[0] >= width / 2 &&
      at[0] <= wide - width / 2 &&
      ![...words, ...taken].some((one) => meet(one, boxAt(at)));
    const beside = runs ? near.find(free) : undefined;
    const edge = beside || !runs ? undefined : edges.map(inPage).find(free);
    let at = beside ?? edge ?? inPage([left - 14, top - 10]);
    if (!beside && !edge)
      for (
        let other = taken.find((one) => meet(one, boxAt(at)));
        other;
        other = taken.find((one) => meet(one, boxAt(at)))
      )
        at = [other[2] + width / 2 + 0.5, at[1]];
    taken.push(boxAt(at));
    const to: Point | null = edge
      ? [at[0] < left ? left : right, "at" in shape ? top : Math.min(bottom, top + height)]
      : null;
    placed.push({ mark, left: at[0], top: at[1], to });
  }
  return placed;
}

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
