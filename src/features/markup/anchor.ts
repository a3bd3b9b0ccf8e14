import { contentOf } from "#features/documents/index.ts";
import { type Actor, asActor } from "#platform/database/index.ts";
import { refused } from "#platform/errors.ts";
import { PageFailure, type PageText, pagesOfType, pageText, textQuads } from "#platform/pages/index.ts";
import { type Box, boundsOf, fromPage, type Shape, toPage } from "./model/geometry.ts";
import { type Kind, liesOnText } from "./model/kinds.ts";
import { type Quote, quoteOf } from "./model/quote.ts";

/** What a person marked: a stretch of text by its letters, or a shape in the PDF's own points. */
export interface Marked {
  room: string;
  document: string;
  revision: string;
  kind: Kind;
  page: number;
  start?: number | undefined;
  end?: number | undefined;
  shape?: Shape | undefined;
}

/** A mark's place, with the words by which it is found again in a later revision. */
export interface Anchor {
  page: number;
  shape: Shape;
  quote: Quote | null;
  starts: number | null;
  ends: number | null;
}

const noWords = { quote: null, starts: null, ends: null };

/**
 * Where a mark lies. Of text the server takes words and boxes from the file itself, so a quote is always what the document
 * says; a shape keeps the line of text that it lies on or nearest to.
 * @throws Problem not-found; page-unreadable; mark-nothing on `page`, when there are no such letters
 */
export async function anchorOf(actor: Actor, marked: Marked): Promise<Anchor> {
  const { room, document, revision, kind, page } = marked;
  const content = await asActor(actor, (tx) => contentOf(tx, { room, document, revision, need: "view" }), {
    readOnly: true,
    room,
  });
  if (!pagesOfType(content.type)) throw refused("mark-nothing", {}, "page");
  if (marked.shape && !liesOnText(kind)) {
    if (!fits(kind, marked.shape)) throw refused("mark-nothing", {}, "page");
    return { page, shape: marked.shape, ...nearestWords(await readPage(content.hash, page), marked.shape) };
  }
  const { text, width, matrix } = await readPage(content.hash, page);
  const { start = 0, end = 0 } = marked;
  const boxes = end <= text.length && start < end ? await boxesOf(content.hash, page, start, end) : [];
  const words = { quote: quoteOf(text, start, end), starts: start, ends: end };
  if (boxes.length > 0) return { page, shape: beside(kind, boxes), ...words };
  // About the page as a whole: a pin in its upper right corner.
  if (kind === "pin" && marked.start === undefined)
    return { page, shape: { at: fromPage(matrix, [width - 24, 24]) }, ...noWords };
  throw refused("mark-nothing", {}, "page");
}

/** Whether a shape is of the kind's form. */
const fits = (kind: Kind, shape: Shape): boolean =>
  ({ pin: "at", area: "boxes", highlight: "boxes", strike: "boxes", ink: "strokes", arrow: "line" })[kind] in
  shape;

/** A mark of any kind at words that were chosen instead of drawn. */
function beside(kind: Kind, boxes: Box[]): Shape {
  if (liesOnText(kind)) return { boxes };
  const [left, bottom, right, top] = boundsOf({ boxes });
  const middle = (bottom + top) / 2;
  if (kind === "pin") return { at: [left, middle] };
  if (kind === "arrow")
    return {
      line: [
        [left - 60, middle + 24],
        [left - 4, middle],
      ],
    };
  if (kind === "area") return { boxes: [[left - 2, bottom - 2, right + 2, top + 2]] };
  return {
    strokes: [
      [
        [left, bottom - 2],
        [right, bottom - 2],
      ],
    ],
  };
}

/** The boxes of a stretch of text, a line each. */
export const boxesOf = async (hash: string, page: number, start: number, end: number): Promise<Box[]> =>
  (await reading(textQuads(hash, page, start, end))) as Box[];

const readPage = (hash: string, page: number): Promise<PageText> => reading(pageText(hash, page));

async function reading<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof PageFailure) throw refused("page-unreadable", {}, "page");
    throw error;
  }
}

/** The line of text under a shape, or the nearest one within two centimetres. */
export function nearestWords(
  { text, runs, matrix }: PageText,
  shape: Shape,
): Pick<Anchor, "quote" | "starts" | "ends"> {
  const [left, bottom, right, top] = boundsOf(shape);
  const [x1, y1] = toPage(matrix, [left, bottom]);
  const [x2, y2] = toPage(matrix, [right, top]);
  const [l, r, t, b] = [Math.min(x1, x2), Math.max(x1, x2), Math.min(y1, y2), Math.max(y1, y2)];
  let best: { start: number; end: number; far: number } | undefined;
  for (const [start, words, runLeft, runTop, runRight, runBottom] of runs) {
    if (words.trim().length < 4) continue;
    const far = Math.hypot(Math.max(0, runLeft - r, l - runRight), Math.max(0, runTop - b, t - runBottom));
    if (far < (best?.far ?? NEAR)) best = { start, end: start + words.length, far };
  }
  if (!best) return noWords;
  return { quote: quoteOf(text, best.start, best.end), starts: best.start, ends: best.end };
}

/** Two centimetres, in points. */
const NEAR = 57;
