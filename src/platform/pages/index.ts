import { config } from "../config.ts";
import { blobStore } from "../files/index.ts";
import { localFile } from "../files/local.ts";
import { pageCache } from "./cache.ts";
import { type EncodedImage, encodePage } from "./image.ts";
import { askEngine, PageFailure } from "./pool.ts";
import type { Answer, PageLink, PageText, PdfFile } from "./shapes.ts";
import { imageSize, type Part } from "./sizes.ts";

export { endPages, PageFailure, type PageReason, REASONS } from "./pool.ts";
export type { Outline, PageFrame, PageLink, PageText, Run } from "./shapes.ts";
export { imageSize, type Part, TILE, WIDTHS, ZOOMS } from "./sizes.ts";

/** A PDF's pages: how many, their sizes in points, the outline. @throws PageFailure */
export async function describePdf(hash: string): Promise<Answer["describe"]> {
  return kept(hash, "about.json", async (file) => askEngine({ ask: "describe", file }));
}

/** The text of a page (from 0) with its place. @throws PageFailure */
export async function pageText(hash: string, page: number): Promise<PageText> {
  return kept(hash, `${page}.text.json`, (file) => askEngine({ ask: "text", file, page }));
}

/** Where a page leads to. @throws PageFailure */
export async function pageLinks(hash: string, page: number): Promise<PageLink[]> {
  return kept(hash, `${page}.links.json`, (file) => askEngine({ ask: "links", file, page }));
}

/** The boxes of a stretch of a page's text in the PDF's own points: left, bottom, right, top. @throws PageFailure */
export async function textQuads(hash: string, page: number, start: number, end: number): Promise<number[][]> {
  return askEngine({ ask: "quads", file: await fileOf(hash), page, start, end });
}

/**
 * The image of a page (from 0), or of a tile of it, as everybody sees it. Made once; who asks for the same at the same
 * time waits for the same. @throws PageFailure
 */
export async function pageImage(hash: string, page: number, part: Part): Promise<EncodedImage> {
  const name = `${page}.${part.kind === "page" ? part.width : `${part.zoom}-${part.column}-${part.row}`}`;
  const bytes = await once(hash, name, async () => {
    const { bytes: made } = await encodePage(await pagePixels(hash, page, part));
    return made;
  });
  return { type: bytes[0] === 0x89 ? "image/png" : "image/webp", bytes };
}

/** The pixels of a page or a tile of it, for what is different for each reader (a watermark). @throws PageFailure */
export async function pagePixels(hash: string, page: number, part: Part): Promise<Answer["render"]> {
  const { sizes } = await describePdf(hash);
  const size = sizes[page];
  if (!size) throw new PageFailure("missing");
  const { whole, tile } = imageSize(size, part);
  if (part.kind === "tile" && !tile) throw new PageFailure("missing");
  return askEngine({ ask: "render", file: await fileOf(hash), page, whole, ...(tile ? { tile } : {}) });
}

/** Forgets what was made of a file that is gone. */
export const forgetPages = (hash: string): Promise<void> => cache().remove(hash);

/** Removes page images read longest ago until they take `bytes` at most; gives how many. */
export const sweepPages = (bytes: number): Promise<number> => cache().sweep(bytes);

const cache = () => pageCache(config().DATA_DIR);

async function fileOf(hash: string): Promise<PdfFile> {
  return { key: hash, path: await localFile(await blobStore(), hash, cache().copies) };
}

async function kept<T>(hash: string, name: string, make: (file: PdfFile) => Promise<T>): Promise<T> {
  const bytes = await once(hash, name, async () =>
    Buffer.from(JSON.stringify(await make(await fileOf(hash)))),
  );
  return JSON.parse(bytes.toString()) as T;
}

const making = new Map<string, Promise<Buffer>>();

async function once(hash: string, name: string, make: () => Promise<Buffer>): Promise<Buffer> {
  const known = await cache().get(hash, name);
  if (known && known.byteLength > 0) return known;
  const key = `${hash} ${name}`;
  const running = making.get(key);
  if (running) return running;
  const made = make().then(async (bytes) => {
    await cache().put(hash, name, bytes);
    return bytes;
  });
  making.set(key, made);
  const done = () => making.delete(key);
  made.then(done, done);
  return made;
}
