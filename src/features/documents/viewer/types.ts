import type { Rotation } from "./geometry.ts";

/** A page's text as the server gives it: points from the upper left, and the matrix from the PDF's own space. */
export interface PageInfo {
  width: number;
  height: number;
  matrix: [number, number, number, number, number, number];
  text: string;
  runs: [start: number, text: string, left: number, top: number, right: number, bottom: number][];
  links: { box: number[]; page?: number; address?: string }[];
}

/**
 * What a layer over the page gets. It is rendered inside the page's own element, which is never turned in itself (turning
 * is a transform around it): `left: 0; top: 0` is the page's upper left corner, its width is `size[0] * scale` CSS pixels.
 */
export interface PageLayer {
  /** From 0. */
  page: number;
  /** Width and height in points. */
  size: readonly [number, number];
  /** CSS pixels a point; null in a page without scripts, whose width follows the window (use per cent there). */
  scale: number | null;
  rotation: Rotation;
  /** Frame (with the matrix from the PDF's own points), text and its runs; null until they are there. */
  info: PageInfo | null;
  /** From the PDF's own points to points from the upper left: known before the text of the page that one begins with. */
  matrix: PageInfo["matrix"] | null;
}

/** What the viewer tells those who stand in its bar and beside its pages. */
export interface View {
  /** Scripts run: pages lie in one long sheet. */
  live: boolean;
  /** The page in the middle of the window, from 0. */
  page: number;
  pages: number;
  goTo(page: number): void;
  /** A page's text, asked for once. */
  textOf(page: number): Promise<PageInfo>;
  /** Words that were looked for. */
  words: string;
}

export interface OutlineItem {
  title: string;
  page: number | null;
  items: OutlineItem[];
}

/** Where words were found. */
export interface FoundWords {
  pages: { page: number; count: number; before: string; found: string; after: string }[];
  truncated: boolean;
}

/** What the viewer is given of a document with pages. */
export interface PagedDocument {
  /** Address of the revision; pages, text and search lie below it. */
  at: string;
  /** Sizes in points as runs: width, height, how many pages. */
  sizes: [number, number, number][];
  outline: OutlineItem[];
  /** The page to begin with, from 0. */
  page: number;
  /** Its text, if it was there in time. */
  text: string | null;
  /** From the PDF's own points to the page as it is read; with the text. */
  matrix: PageInfo["matrix"] | null;
  /** Without scripts: how wide the image is wished. */
  width: number | null;
  find: {
    words: string;
    found: FoundWords;
    /** Where they stand on the page to begin with, for whoever has no scripts: per cent of the page. */
    places?: number[][];
  } | null;
}
