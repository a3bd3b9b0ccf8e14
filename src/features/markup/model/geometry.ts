/** A point in a PDF's own space: to the right and upwards, in points (1/72 inch). */
export type Point = [x: number, y: number];

/** A box in a PDF's own space: left, bottom, right, top. */
export type Box = [left: number, bottom: number, right: number, top: number];

/** From a PDF's own space to points from the upper left of the page as it is read, as `PageFrame` has it. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * What a mark looks like, in the PDF's own points, so that it is the same in any reader and at any zoom.
 * `boxes`: highlight, strike (a box a line) and area (one); `line`: arrow (tail, head); `strokes`: ink; `at`: pin.
 */
export type Shape = { boxes: Box[] } | { line: [Point, Point] } | { strokes: Point[][] } | { at: Point };

/** The same point from the upper left of the page. */
export const toPage = ([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point => [
  a * x + c * y + e,
  b * x + d * y + f,
];

/** A point from the upper left of the page in the PDF's own space. @throws RangeError for a matrix without an inverse */
export function fromPage([a, b, c, d, e, f]: Matrix, [x, y]: Point): Point {
  const determinant = a * d - b * c;
  if (Math.abs(determinant) < 1e-9) throw new RangeError("a page without area");
  const [u, v] = [x - e, y - f];
  return [(d * u - c * v) / determinant, (a * v - b * u) / determinant];
}

/** Every point of a shape. */
export function pointsOf(shape: Shape): Point[] {
  if ("at" in shape) return [shape.at];
  if ("line" in shape) return shape.line;
  if ("strokes" in shape) return shape.strokes.flat();
  return shape.boxes.flatMap(([left, bottom, right, top]): Point[] => [
    [left, bottom],
    [right, top],
  ]);
}

/** The smallest box around a shape; a pin's has no size. */
export function boundsOf(shape: Shape): Box {
  const points = pointsOf(shape);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The same shape, further right and up. */
export function shifted(shape: Shape, [dx, dy]: Point): Shape {
  const move = ([x, y]: Point): Point => [x + dx, y + dy];
  if ("at" in shape) return { at: move(shape.at) };
  if ("line" in shape) return { line: [move(shape.line[0]), move(shape.line[1])] };
  if ("strokes" in shape) return { strokes: shape.strokes.map((stroke) => stroke.map(move)) };
  return {
    boxes: shape.boxes.map(([left, bottom, right, top]) => [left + dx, bottom + dy, right + dx, top + dy]),
  };
}
