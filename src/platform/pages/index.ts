import { cpus } from "node:os";
import sharp from "sharp";
import { config } from "../config.ts";
import { blobStore } from "../files/index.ts";
import { localFile } from "../files/local.ts";
import { isOffice, makesPdf, OfficeFailure, pdfOfOffice } from "../office/index.ts";
import { inWorker } from "../workers.ts";
import { EDITION, pageCache } from "./cache.ts";
import { type ChangedArea, difference, type Raster } from "./difference.ts";
import { around, placesOf } from "./fold.ts";
import { type EncodedImage, encodePage } from "./image.ts";
import { sharedMaking } from "./making.ts";
import { describePicture, drawPicture, frameOf, isPicture, PAGED } from "./picture.ts";
import { askEngine, PageFailure, type PageReason } from "./pool.ts";
import type { Answer, PageLink, PageText, PdfFile } from "./shapes.ts";
import { imageSize, type Part } from "./sizes.ts";
import { type Turn, turns } from "./turns.ts";

export type { ChangedArea } from "./difference.ts";
export { type EncodedImage, encodePage } from "./image.ts";
export { endPages, PageFailure, type PageReason } from "./pool.ts";
export type { Outline, PageLink, PageText } from "./shapes.ts";
export { imageSize, type Part, TILE, WIDTHS, ZOOMS } from "./sizes.ts";
export { Dropped, type Turn, type Urgency } from "./turns.ts";

/** True when content of this type has pages: PDFs, pictures, and Office documents where LibreOffice makes PDFs of them. */
export const hasPages = (type: string): boolean => PAGED.has(type) || makesPdf(type);

/** True when the pages are those of a PDF that was made of the content. */
export const isDerived = (type: string): boolean => makesPdf(type);

/** One piece is drawn in a thread while another is being written as PNG. */
const queue = turns(Math.min(4, Math.max(1, cpus().length - 1)) + 1);
const shared = sharedMaking<Buffer>((work, turn) => queue.add(work, turn));

/** The pages of a PDF or a picture: how many, their sizes in points, the outline. @throws PageFailure */
export async function describePdf(hash: string, turn?: Turn): Promise<Answer["describe"]> {
  return kept(
    hash,
    "about.json",
    async (file) =>
      (await isPicture(file.path)) ? describePicture(file.path) : askEngine({ ask: "describe", file }),
    turn,
  );
}

/** The text of a page (from 0) with its place. @throws PageFailure */
export async function pageText(hash: string, page: number, turn?: Turn): Promise<PageText> {
  return kept(
    hash,
    `${page}.text.json`,
    async (file) =>
      (await isPicture(file.path))
        ? { ...frameOf(sizeOf(await describePicture(file.path), page)), text: "", runs: [] }
        : askEngine({ ask: "text", file, page }),
    turn,
  );
}

/** Where a page leads to. @throws PageFailure */
export async function pageLinks(hash: string, page: number, turn?: Turn): Promise<PageLink[]> {
  return kept(
    hash,
    `${page}.links.json`,
    async (file) => ((await isPicture(file.path)) ? [] : askEngine({ ask: "links", file, page })),
    turn,
  );
}

/** The boxes of a stretch of a page's text in the PDF's own points: left, bottom, right, top. @throws PageFailure @public */
export async function textQuads(hash: string, page: number, start: number, end: number): Promise<number[][]> {
  await ready(hash);
  const file = await fileOf(hash);
  return (await isPicture(file.path)) ? [] : askEngine({ ask: "quads", file, page, start, end });
}

/** Where words stand in a PDF. */
export interface Found {
  /** Pages with the words, from 0, in order; each with how often, and the first place in a line. */
  pages: { page: number; count: number; before: string; found: string; after: string }[];
  /** Letters or pages past the limit were not looked at. */
  truncated: boolean;
}

/** Pages that are read in one piece: between two pieces others get their turn. */
const SLICE = 24;
const SEARCHED = { pages: 5000, characters: 8_000_000 };

/** Looks for words on all pages, as they are read; capital letters do not count. @throws PageFailure */
export async function findInPdf(hash: string, wanted: string, turn: Turn = {}): Promise<Found> {
  const { pages } = await describePdf(hash, turn);
  const found: Found = { pages: [], truncated: pages > SEARCHED.pages };
  let characters = 0;
  for (let from = 0; from < Math.min(pages, SEARCHED.pages); from += SLICE) {
    const slice = await lettersFrom(hash, from, turn);
    for (const [index, text] of slice.texts.entries()) {
      const places = placesOf(text, wanted);
      const [first] = places;
      if (first) found.pages.push({ page: from + index, count: places.length, ...around(text, first) });
      characters += text.length;
    }
    if (characters > SEARCHED.characters) return { ...found, truncated: true };
  }
  return found;
}

/**
 * What is read out of a file other than pages (the cells of a workbook, say), kept with its pages; `make` is given the place of
 * its bytes. @throws PageFailure
 */
export async function readOnce<T>(
  hash: string,
  name: string,
  make: (path: string) => Promise<T>,
  turn?: Turn,
): Promise<T> {
  const work = async () =>
    Buffer.from(JSON.stringify(await remembered(`${hash} ${name}`, async () => make(await placeOf(hash)))));
  return JSON.parse((await once(hash, name, work, turn)).toString()) as T;
}

/** The letters of all pages, as far as a search goes; a picture, and a page past that, has none. @throws PageFailure */
export async function pageTexts(hash: string, turn: Turn = {}): Promise<string[]> {
  const { pages } = await describePdf(hash, turn);
  const texts = Array.from({ length: Math.min(pages, SEARCHED.pages) }, () => "");
  for (let from = 0; from < texts.length; from += SLICE)
    for (const [index, text] of (await lettersFrom(hash, from, turn)).texts.entries())
      texts[from + index] = text;
  return texts;
}

const lettersFrom = (hash: string, from: number, turn: Turn) =>
  kept(
    hash,
    `${from}.letters.json`,
    async (file) =>
      (await isPicture(file.path))
        ? { texts: [], pages: 1 }
        : askEngine({ ask: "letters", file, from, pages: SLICE, characters: SEARCHED.characters }),
    { urgency: "small", ...turn },
  );

/** Two pages over each other, and the places that differ, in pixels of the image. */
export interface Compared {
  width: number;
  height: number;
  /** Heights of the two pages in it; each is as wide as the image. */
  heights: { old: number; now: number };
  areas: ChangedArea[];
  image: EncodedImage;
}

/** A page (from 0) of one PDF over a page of another, made once for both. @throws PageFailure, Dropped */
export async function comparePages(
  old: { hash: string; page: number },
  now: { hash: string; page: number },
  turn?: Turn,
): Promise<Compared> {
  // Drawn before this takes a place in the queue: work that waits for work behind it would never end.
  const part: Part = { kind: "page", width: 1200 };
  const [was, is] = await Promise.all([old, now].map(({ hash, page }) => pageImage(hash, page, part, turn)));
  if (!was || !is) throw new PageFailure("missing");
  const bytes = await once(
    now.hash,
    `${now.page}.over.${old.hash.slice(0, 40)}.${old.page}`,
    async () => {
      const [before, after] = await Promise.all([rasterOf(was.bytes), rasterOf(is.bytes)]);
      const heights = { old: before.height, now: after.height };
      const { pixels, ...found } = await inWorker(
        difference,
        { old: before, now: after },
        { timeoutMs: 20_000, heapMb: 512 },
        [before.pixels.buffer, after.pixels.buffer],
      );
      const image = await encodePage({ ...found, pixels });
      const head = Buffer.from(`${JSON.stringify({ ...found, heights, type: image.type })}\n`);
      return Buffer.concat([head, image.bytes]);
    },
    turn,
  );
  const end = bytes.indexOf(10);
  const { type, ...found } = JSON.parse(bytes.toString("utf8", 0, end));
  return { ...found, image: { type, bytes: bytes.subarray(end + 1) } };
}

async function rasterOf(image: Buffer): Promise<Raster> {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

/** The name of a part in the cache, and in an ETag. */
export const partName = (page: number, part: Part): string =>
  `${page}.${part.kind === "page" ? part.width : `${part.zoom}-${part.column}-${part.row}`}`;

/** What an image is known by: content, edition of its making, part. */
export const pageTag = (hash: string, page: number, part: Part): string =>
  `${hash.slice(0, 32)}.${EDITION}.${partName(page, part)}`;

/**
 * The image of a page (from 0), or of a tile of it, as everybody sees it. Made once; who asks for the same at the same
 * time waits for the same. @throws PageFailure, Dropped
 */
export async function pageImage(
  hash: string,
  page: number,
  part: Part,
  turn?: Turn,
): Promise<EncodedImage & { whole: { width: number; height: number } }> {
  const { sizes } = await describePdf(hash, turn);
  const size = sizeOf({ sizes }, page);
  const { whole, tile } = imageSize(size, part);
  await ready(hash);
  if (part.kind === "tile" && !tile) throw new PageFailure("missing");
  const bytes = await once(
    hash,
    partName(page, part),
    () =>
      remembered(`${hash} ${page}`, async () => {
        const file = await fileOf(hash);
        const asked = { ask: "render" as const, file, page, whole, ...(tile ? { tile } : {}) };
        const pixels = (await isPicture(file.path)) ? drawPicture(file.path, asked) : askEngine(asked);
        const { bytes: made } = await encodePage(await pixels);
        return made;
      }),
    turn,
  );
  return { type: bytes[0] === 0x89 ? "image/png" : "image/webp", bytes, whole };
}

function sizeOf({ sizes }: Pick<Answer["describe"], "sizes">, page: number): [number, number] {
  const size = sizes[page];
  if (!size) throw new PageFailure("missing");
  return size;
}

/** Pages that took too long or too much, for a while: everybody who looks asks for several sizes of them. */
const heavy = new Map<string, { failure: PageFailure; until: number }>();

const LASTING = new Set<PageReason>(["too-complex", "memory", "broken"]);

async function remembered<T>(key: string, work: () => Promise<T>): Promise<T> {
  const known = heavy.get(key);
  if (known && known.until > Date.now()) throw known.failure;
  heavy.delete(key);
  try {
    return await work();
  } catch (error) {
    if (error instanceof PageFailure && LASTING.has(error.reason)) {
      heavy.set(key, { failure: error, until: Date.now() + 10 * 60_000 });
      if (heavy.size > 1000) heavy.delete(heavy.keys().next().value ?? "");
    }
    throw error;
  }
}

/** Forgets what was made of a file that is gone. */
export const forgetPages = (hash: string): Promise<void> => cache().remove(hash);

/** Removes page images read longest ago until they take `bytes` at most; gives how many. */
export const sweepPages = (bytes: number): Promise<number> => cache().sweep(bytes);

/** Pieces of work that wait, for the metrics. */
export const pagesWaiting = (): number => queue.waiting;

const cache = () => pageCache(config().DATA_DIR);

const placeOf = async (hash: string) => localFile(await blobStore(), hash, cache().copies);

/** The PDF or picture that pages are drawn from: of an Office document, the PDF that was made of it. */
async function fileOf(hash: string): Promise<PdfFile> {
  const path = await placeOf(hash);
  return { key: hash, path: (await isOffice(path)) ? cache().path(hash, OFFICE) : path };
}

const OFFICE = "office.pdf";
const offices = new Map<string, Promise<void>>();

/** Makes the PDF of an Office document, if it is one: before the queue, so that nobody's page waits for LibreOffice. */
async function ready(hash: string): Promise<void> {
  const path = await placeOf(hash);
  if (!(await isOffice(path)) || (await cache().get(hash, OFFICE))) return;
  const making =
    offices.get(hash) ??
    remembered(`${hash} ${OFFICE}`, async () => {
      const made = await pdfOfOffice(path).catch((error: unknown) => {
        throw error instanceof OfficeFailure ? new PageFailure(error.reason) : error;
      });
      await cache().put(hash, OFFICE, made);
    }).finally(() => offices.delete(hash));
  offices.set(hash, making);
  await making;
}

async function kept<T>(
  hash: string,
  name: string,
  make: (file: PdfFile) => Promise<T>,
  turn?: Turn,
): Promise<T> {
  const work = async () => Buffer.from(JSON.stringify(await make(await fileOf(hash))));
  await ready(hash);
  return JSON.parse((await once(hash, name, work, turn)).toString()) as T;
}

async function once(hash: string, name: string, make: () => Promise<Buffer>, turn?: Turn): Promise<Buffer> {
  const known = await cache().get(hash, name);
  if (known && known.byteLength > 0) return known;
  return shared(
    `${hash} ${name}`,
    async () => {
      const bytes = await make();
      await cache().put(hash, name, bytes);
      return bytes;
    },
    turn,
  );
}
