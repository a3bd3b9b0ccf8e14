import sharp from "sharp";
import { inWorker } from "../workers.ts";
import { drawnFrom } from "./content.ts";
import { type ChangedArea, type Difference, difference, type Raster } from "./difference.ts";
import { pageImage } from "./draw.ts";
import { PageFailure } from "./failure.ts";
import { type EncodedImage, encodePage } from "./image.ts";
import { once } from "./keeping.ts";
import { drawPicture } from "./picture.ts";
import { askEngine } from "./pool.ts";
import { type Quarter, quarterBetween } from "./quarter.ts";
import { type Shift, shiftBetween } from "./shift.ts";
import type { Turn } from "./turns.ts";

/** Two pages over each other, and the places that differ, in pixels of the image. */
export interface Compared {
  width: number;
  height: number;
  /** Heights of the two pages in it, as they were laid; each is as wide as the image. */
  heights: { old: number; now: number };
  /** The old page was turned by so much to lie as the new one does. */
  turn: Quarter;
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
  const [was, is] = await Promise.all(
    [old, now].map(({ hash, page }) => pageImage(hash, page, { kind: "page", width: 1200 }, turn)),
  );
  if (!was || !is) throw new PageFailure("missing");
  const bytes = await once(
    now.hash,
    `${now.page}.lain.${old.hash.slice(0, 40)}.${old.page}`,
    async () => {
      const { pixels, ...found } = await laidOver(was.bytes, is.bytes, (width) =>
        acrossOf(old, was.whole, width),
      );
      const image = await encodePage({ ...found, pixels });
      return Buffer.concat([Buffer.from(`${JSON.stringify({ ...found, type: image.type })}\n`), image.bytes]);
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

type Laid = Difference & Pick<Compared, "shift" | "turn" | "heights">;
const limits = { timeoutMs: 20_000, heapMb: 512 };

/**
 * The new picture over the old one, which is turned and moved first where that leaves fewer differences.
 * @param across draws the old page so that it is as wide as this once it lies on its side
 */
async function laidOver(
  before: Buffer,
  after: Buffer,
  across: (width: number) => Promise<Raster>,
): Promise<Laid> {
  const [old, now] = await Promise.all([rasterOf(before), rasterOf(after)]);
  const heights = { old: old.height, now: now.height };
  const found: Laid = {
    ...(await inWorker(difference, { old, now }, limits)),
    shift: null,
    turn: 0,
    heights,
  };
  if (found.changed < found.ink * MUCH) return found;
  const turn = await quarterBetween(before, after);
  if (turn !== 0) {
    const turned = await turnedRaster(turn === 180 ? old : await across(now.width), turn);
    // Turned letters are smoothed otherwise, so they are compared as shifted ones are.
    const still = { scale: 1, right: 0, down: 0 };
    const shift = await shiftOf(turned, now);
    const laid = await inWorker(difference, { old: turned, now, shift: shift ?? still }, limits);
    if (laid.changed < found.changed * BETTER)
      return { ...laid, shift, turn, heights: { ...heights, old: turned.height } };
  }
  const shift = await shiftOf(old, now);
  if (!shift) return found;
  const laid = await inWorker(difference, { old, now, shift }, limits);
  return laid.changed < found.changed * BETTER ? { ...found, ...laid, shift } : found;
}

/** Without an answer in time the pages are compared as they lie. */
const shiftOf = (old: Raster, now: Raster): Promise<Shift | null> =>
  inWorker(shiftBetween, { old, now }, limits).catch(() => null);

/** The page as high as it will be wide; drawn for it, since letters that are made larger or smaller are others to the eye of a machine. */
async function acrossOf(
  { hash, page }: { hash: string; page: number },
  whole: { width: number; height: number },
  high: number,
): Promise<Raster> {
  const { picture, file } = await drawnFrom(hash);
  const width = Math.max(1, Math.round((high * whole.width) / whole.height));
  const asked = { ask: "render" as const, file, page, whole: { width, height: high } };
  return picture ? drawPicture(file.path, asked) : askEngine(asked);
}

async function turnedRaster({ width, height, pixels }: Raster, turn: Quarter): Promise<Raster> {
  return rasterFrom(sharp(pixels, { raw: { width, height, channels: 4 } }).rotate(turn));
}
const rasterOf = (image: Buffer): Promise<Raster> => rasterFrom(sharp(image).ensureAlpha());
async function rasterFrom(drawn: ReturnType<typeof sharp>): Promise<Raster> {
  const { data, info } = await drawn.raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}
