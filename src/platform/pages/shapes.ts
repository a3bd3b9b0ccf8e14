/** A PDF as the thread finds it: the blob's hash, and where its bytes lie on this machine. */
export interface PdfFile {
  key: string;
  path: string;
}

/** Width and height in points (1/72 inch) as the page is read, turned as its maker turned it. */
export interface PageFrame {
  width: number;
  height: number;
  /** From the PDF's own space (as its annotations have it) to points from the upper left: x' = ax + cy + e, y' = bx + dy + f. */
  matrix: [a: number, b: number, c: number, d: number, e: number, f: number];
}

/** A stretch of text on one line: where it begins in the page's text, its letters, its box in points from the upper left. */
export type Run = [start: number, text: string, left: number, top: number, right: number, bottom: number];

export interface PageText extends PageFrame {
  text: string;
  runs: Run[];
}

/** A link to a page (from 0) or to an address; `box` is left, top, right, bottom in points from the upper left. */
export interface PageLink {
  box: number[];
  page?: number;
  address?: string;
}

export interface Outline {
  title: string;
  /** From 0; null when it leads nowhere. */
  page: number | null;
  items: Outline[];
}

/** Part of a page image, in its pixels. */
export interface Tile {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What the thread can be asked; pages are counted from 0. */
export type Asked =
  | { ask: "describe"; file: PdfFile }
  /** `whole`: pixels that the whole page would have; `tile`: the part that is wanted. */
  | { ask: "render"; file: PdfFile; page: number; whole: { width: number; height: number }; tile?: Tile }
  | { ask: "text"; file: PdfFile; page: number }
  | { ask: "frame"; file: PdfFile; page: number }
  | { ask: "letters"; file: PdfFile; from: number; pages: number; characters: number }
  | { ask: "quads"; file: PdfFile; page: number; start: number; end: number }
  /** `boxes` in the PDF's own points: left, bottom, right, top. */
  | { ask: "within"; file: PdfFile; page: number; boxes: number[][] }
  | { ask: "links"; file: PdfFile; page: number };

export interface Answer {
  describe: {
    pages: number;
    /** Width and height of each page in points. */
    sizes: [number, number][];
    outline: Outline[];
    /** What the pages call themselves, where that is not simply their number. */
    labels?: string[];
  };
  /** Red, green, blue and opacity, a byte each, row by row. */
  render: { width: number; height: number; pixels: Uint8Array<ArrayBuffer> };
  text: PageText;
  frame: PageFrame;
  letters: { texts: string[]; pages: number };
  /** Boxes in the PDF's own points: left, bottom, right, top. */
  quads: number[][];
  /** The first letter and the one after the last; null when none lies there. */
  within: [start: number, end: number] | null;
  links: PageLink[];
}
