import { type Box, fromPage, type Matrix, type Point, type Shape } from "./geometry.ts";
import { type Kind, liesOnText } from "./kinds.ts";

/** A page's text with its place, as the viewer knows it: points from the upper left. */
export interface Lettered {
  matrix: Matrix;
  text: string;
  runs: readonly (readonly [
    start: number,
    text: string,
    left: number,
    top: number,
    right: number,
    bottom: number,
  ])[];
}

/** What a gesture has drawn: the shape in the PDF's own points, and of text its letters. */
export interface Drawn {
  shape: Shape;
  words?: [start: number, end: number];
}

/** Smallest area and arrow that somebody can have meant, in points. */
const LEAST = 5;
/** Points of a stroke that lie nearer to the last one are left out. */
const STEP = 1.5;

/** The shape of a gesture, or null when it was too small to be one. Points from the upper left of the page. */
export function drawnShape(kind: Kind, points: readonly Point[], page: Lettered): Drawn | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const own = (point: Point): Point => fromPage(page.matrix, point).map(rounded) as Point;
  if (kind === "pin") return { shape: { at: own(last) } };
  if (liesOnText(kind)) {
    const [a, b] = [letterAt(page, first), letterAt(page, last)];
    if (a === null || b === null || a === b) return null;
    const words = wholeWords(page.text, Math.min(a, b), Math.max(a, b));
    const boxes = boxesOn(page, words);
    return boxes.length > 0 ? { shape: { boxes }, words } : null;
  }
  const far = Math.hypot(last[0] - first[0], last[1] - first[1]);
  if (kind === "ink") {
    const stroke = points.filter((point, at) => at === 0 || distance(point, points[at - 1] ?? point) > 0);
    return stroke.length > 1 ? { shape: { strokes: [thinned(stroke).map(own)] } } : null;
  }
  if (far < LEAST) return null;
  if (kind === "arrow") return { shape: { line: [own(first), own(last)] } };
  return { shape: { boxes: [boxOf(page.matrix, [first[0], first[1], last[0], last[1]])] } };
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const rounded = (value: number): number => Math.round(value * 100) / 100;

/** At most 1,500 points, none nearer to the one before than a step. */
function thinned(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    const before = kept.at(-1);
    if (!before || distance(point, before) >= STEP) kept.push(point);
  }
  const end = points.at(-1);
  if (kept.length === 1 && end) kept.push(end);
  const every = Math.ceil(kept.length / 1500);
  return kept.filter((_, at) => at % every === 0);
}

/** A box on the page (left, top, right, bottom) in the PDF's own points. */
function boxOf(matrix: Matrix, [left, top, right, bottom]: readonly [number, number, number, number]): Box {
  const [x1, y1] = fromPage(matrix, [left, top]);
  const [x2, y2] = fromPage(matrix, [right, bottom]);
  return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)].map(rounded) as Box;
}

/** A stretch of text with the whole of the words at its ends. */
function wholeWords(text: string, from: number, to: number): [number, number] {
  const of = (at: number) => /\S/.test(text[at] ?? "");
  let [start, end] = [from, to];
  while (start < end && !of(start)) start += 1;
  while (end > start && !of(end - 1)) end -= 1;
  if (start === end) return [from, to];
  while (start > 0 && of(start - 1)) start -= 1;
  while (end < text.length && of(end)) end += 1;
  return [start, end];
}

/** The place in the text that is nearest to a point: before or after a letter of the nearest run. Null without text. */
export function letterAt({ runs }: Lettered, [x, y]: Point): number | null {
  let best: { at: number; far: number } | null = null;
  for (const [start, text, left, top, right, bottom] of runs) {
    // Lines above and below are further than what stands on the same line.
    const far = 4 * Math.max(0, top - y, y - bottom) + Math.max(0, left - x, x - right);
    if (best && far >= best.far) continue;
    const part = Math.min(1, Math.max(0, (x - left) / Math.max(0.1, right - left)));
    best = { at: start + Math.round(part * text.length), far };
  }
  return best?.at ?? null;
}

/** Boxes of a stretch of text, nearly: letters of a run count as equally wide. The server measures them in the file. */
export function boxesOn({ runs, matrix }: Lettered, [from, to]: readonly [number, number]): Box[] {
  return runs.flatMap(([start, text, left, top, right, bottom]) => {
    const [first, last] = [Math.max(from, start), Math.min(to, start + text.length)];
    if (first >= last) return [];
    const at = (letter: number) => left + ((letter - start) / text.length) * (right - left);
    return [boxOf(matrix, [at(first), top, at(last), bottom])];
  });
}

/** The lines of a page's text with the place of each, for choosing one without drawing. */
export function linesOf(text: string): { text: string; words: string }[] {
  let start = 0;
  return text.split("\n").flatMap((line) => {
    const [from, kept] = [start + line.length - line.trimStart().length, line.trim()];
    start += line.length + 1;
    return kept.length > 1 ? [{ text: kept, words: `${from}-${from + kept.length}` }] : [];
  });
}

/** A move on the screen as a move on the page, which may be turned. */
export function turnedBack([dx, dy]: Point, rotation: number): Point {
  if (rotation === 90) return [dy, -dx];
  if (rotation === 180) return [-dx, -dy];
  if (rotation === 270) return [-dy, dx];
  return [dx, dy];
}
