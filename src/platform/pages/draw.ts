import { stat } from "node:fs/promises";
import { EDITION } from "./cache.ts";
import { type Drawn, drawnFrom } from "./content.ts";
import { PageFailure } from "./failure.ts";
import { type EncodedImage, encodePage, smallerPage } from "./image.ts";
import { cache, once, remembered } from "./keeping.ts";
import { describePicture, drawPicture, frameOf } from "./picture.ts";
import { askEngine } from "./pool.ts";
import type { Answer, PageFrame, PageLink, PageText } from "./shapes.ts";
import { imageSize, type Part, WIDTHS } from "./sizes.ts";
import type { Turn } from "./turns.ts";

/** The pages of a content: how many, their sizes in points, the outline. @throws PageFailure */
export async function describePdf(hash: string, turn?: Turn): Promise<Answer["describe"]> {
  return kept(
    hash,
    "about.json",
    ({ picture, file }) => (picture ? describePicture(file.path) : askEngine({ ask: "describe", file })),
    turn,
  );
}

/** The text of a page (from 0) with its place. @throws PageFailure */
export async function pageText(hash: string, page: number, turn?: Turn): Promise<PageText> {
  return kept(
    hash,
    `${page}.text.json`,
    async ({ picture, file }) =>
      picture
        ? { ...frameOf(sizeOf(await describePicture(file.path), page)), text: "", runs: [] }
        : askEngine({ ask: "text", file, page }),
    turn,
  );
}

/** How a page lies: known before its letters are, which wait for its image. @throws PageFailure */
export async function pageFrame(hash: string, page: number, turn?: Turn): Promise<PageFrame> {
  return kept(
    hash,
    `${page}.frame.json`,
    async ({ picture, file }) =>
      picture
        ? frameOf(sizeOf(await describePicture(file.path), page))
        : askEngine({ ask: "frame", file, page }),
    turn,
  );
}

/** Where a page leads to. @throws PageFailure */
export async function pageLinks(hash: string, page: number, turn?: Turn): Promise<PageLink[]> {
  return kept(
    hash,
    `${page}.links.json`,
    async ({ picture, file }) => (picture ? [] : askEngine({ ask: "links", file, page })),
    turn,
  );
}

/** The boxes of a stretch of a page's text in the PDF's own points: left, bottom, right, top. @throws PageFailure @public */
export async function textQuads(hash: string, page: number, start: number, end: number): Promise<number[][]> {
  const { picture, file } = await drawnFrom(hash);
  return picture ? [] : askEngine({ ask: "quads", file, page, start, end });
}

/** The stretch of a page's text that lies within boxes (as `textQuads` gives them); null where there is none. @throws PageFailure */
export async function textWithin(
  hash: string,
  page: number,
  boxes: readonly number[][],
): Promise<[start: number, end: number] | null> {
  const { picture, file } = await drawnFrom(hash);
  return picture ? null : askEngine({ ask: "within", file, page, boxes: boxes.slice(0, 500) });
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
  const { whole, tile } = imageSize(sizeOf({ sizes }, page), part);
  if (part.kind === "tile" && !tile) throw new PageFailure("missing");
  const draw = ({ picture, file }: Drawn) =>
    remembered(`${hash} ${page}`, async () => {
      const wider = part.kind === "page" && (await widerOf(hash, page, part.width));
      if (wider) return (await smallerPage(wider, whole)).bytes;
      const asked = { ask: "render" as const, file, page, whole, ...(tile ? { tile } : {}) };
      const { bytes } = await encodePage(await (picture ? drawPicture(file.path, asked) : askEngine(asked)));
      return bytes;
    });
  const bytes = await fromCache(hash, partName(page, part), draw, turn);
  return { type: bytes[0] === 0x89 ? "image/png" : "image/webp", bytes, whole };
}

/** From an image at least this many times as wide a smaller one is made, as sharp as if it were drawn. */
const WIDER = 1.6;

async function widerOf(hash: string, page: number, width: number): Promise<Buffer | undefined> {
  for (const wider of WIDTHS) {
    const known =
      wider >= width * WIDER && (await cache().get(hash, partName(page, { kind: "page", width: wider })));
    if (known && known.byteLength > 0) return known;
  }
  return undefined;
}

function sizeOf({ sizes }: Pick<Answer["describe"], "sizes">, page: number): [number, number] {
  const size = sizes[page];
  if (!size) throw new PageFailure("missing");
  return size;
}

/** What is known of a content's pages, made once and kept. */
export async function kept<T>(
  hash: string,
  name: string,
  make: (drawn: Drawn) => Promise<T>,
  turn?: Turn,
): Promise<T> {
  const bytes = await fromCache(
    hash,
    name,
    async (drawn) => Buffer.from(JSON.stringify(await make(drawn))),
    turn,
  );
  return JSON.parse(bytes.toString()) as T;
}

/** A PDF that is made of the content is made before this takes a place in the queue, and only if something must be drawn from it. */
async function fromCache(
  hash: string,
  name: string,
  make: (drawn: Drawn) => Promise<Buffer>,
  turn?: Turn,
): Promise<Buffer> {
  const known = await cache().get(hash, name);
  if (known && known.byteLength > 0) return known;
  const drawn = await drawnFrom(hash);
  try {
    return await once(hash, name, () => make(drawn), turn);
  } catch (error) {
    if (!(error instanceof PageFailure) || error.reason !== "missing") throw error;
    // While it waited for its turn, what it is drawn from was swept away: it is made, or fetched, once more.
    if (await stat(drawn.file.path).catch(() => null)) throw error;
    const again = await drawnFrom(hash);
    return once(hash, name, () => make(again), turn);
  }
}
