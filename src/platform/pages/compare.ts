import sharp from "sharp";
import { inWorker } from "../workers.ts";
import { type ChangedArea, type Difference, difference, type Raster } from "./difference.ts";
import { pageImage } from "./draw.ts";
import { PageFailure } from "./failure.ts";
import { type EncodedImage, encodePage } from "./image.ts";
import { once } from "./keeping.ts";
import { type Shift, shiftBetween } from "./shift.ts";
import type { Part } from "./sizes.ts";
import type { Turn } from "./turns.ts";

/** Two pages over each other, and the places that differ, in pixels of the image. */
export interface Compared {
  width: number;
  height: number;
  /** Heights of the two pages in it; each is as wide as the image. */
  heights: { old: number; now: number };
  /** The new page lies differently as a whole, and the old one was laid where it lies before they were compared. */
  shift: Shift | null;
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
    `${now.page}.laid.${old.hash.slice(0, 40)}.${old.page}`,
    async () => {
      const [before, after] = await Promise.all([rasterOf(was.bytes), rasterOf(is.bytes)]);
      const heights = { old: before.height, now: after.height };
      const { shift, pixels, ...found } = await laidOver(before, after);
      const image = await encodePage({ ...found, pixels });
      const head = Buffer.from(`${JSON.stringify({ ...found, shift, heights, type: image.type })}\n`);
      return Buffer.concat([head, image.bytes]);
    },
    turn,
  );
  const end = bytes.indexOf(10);
  const { type, ...found } = JSON.parse(bytes.toString("utf8", 0, end));
  return { ...found, image: { type, bytes: bytes.subarray(end + 1) } };
}

/** Ink that differs of all ink, from which on it is tried whether the page was moved as a whole. */
const MUCH = 0.12;
/** What is left of the differences when it was. */
const BETTER = 0.6;

async function laidOver(old: Raster, now: Raster): Promise<Difference & { shift: Shift | null }> {
  const limits = { timeoutMs: 20_000, heapMb: 512 };
  const found = await inWorker(difference, { old, now }, limits);
  if (found.changed < found.ink * MUCH) return { ...found, shift: null };
  // Without an answer in time the pages are compared as they lie.
  const shift = await inWorker(shiftBetween, { old, now }, limits).catch(() => null);
  if (!shift) return { ...found, shift: null };
  const laid = await inWorker(difference, { old, now, shift }, limits);
  return laid.changed < found.changed * BETTER ? { ...laid, shift } : { ...found, shift: null };
}

async function rasterOf(image: Buffer): Promise<Raster> {
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}
