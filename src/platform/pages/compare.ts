import sharp from "sharp";
import { inWorker } from "../workers.ts";
import { type ChangedArea, difference, type Raster } from "./difference.ts";
import { pageImage } from "./draw.ts";
import { PageFailure } from "./failure.ts";
import { type EncodedImage, encodePage } from "./image.ts";
import { once } from "./keeping.ts";
import type { Part } from "./sizes.ts";
import type { Turn } from "./turns.ts";

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
