import { open } from "node:fs/promises";
import { cpus } from "node:os";
import { type StandingWorker, standingWorker } from "../standing-worker.ts";
import { WorkerFailure } from "../workers.ts";
import { PageFailure, reasonOf } from "./failure.ts";
import type { Pixels } from "./image.ts";
import { type AskedPicture, pictureParts, pictures } from "./pictures.ts";
import type { Answer, Asked, PageFrame } from "./shapes.ts";

/** What cameras write as pixels an inch (72) is no size on paper. */
const START = { pixels: 150_000_000, pages: 500, seconds: 20, coarsest: 144 };

/** Memory of the process that decodes: a picture of the most pixels needs 0.6 GB when it must be turned. */
const LIMITS = { timeoutMs: 25_000, memoryMb: 1500 };

/** Types of content that is shown as pages: PDF, and the pictures that are drawn here. */
export const PAGED: ReadonlySet<string> = new Set([
  "application/pdf",
  "image/png",
  "image/apng",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/tiff",
  "image/avif",
  "image/bmp",
]);

/** PNG, JPEG, two of GIF, four of TIFF (both orders of bytes, and those past four gigabytes). */
const SIGNATURES = [
  "89504e470d0a1a0a",
  "ffd8ff",
  "474946383761",
  "474946383961",
  "49492a00",
  "49492b00",
  "4d4d002a",
  "4d4d002b",
];

/** Headers of a BMP by their lengths. */
const BITMAPS = new Set([12, 40, 52, 56, 64, 108, 124]);

/** True when the bytes of a file begin as those of a PNG, JPEG, WebP, GIF, TIFF, AVIF or BMP, whatever the file is called. */
export async function isPicture(path: string): Promise<boolean> {
  const file = await open(path).catch(() => {
    throw new PageFailure("missing");
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
    const head = buffer.subarray(0, bytesRead);
    const begin = head.toString("hex");
    const letters = head.toString("latin1");
    return (
      SIGNATURES.some((signature) => begin.startsWith(signature)) ||
      (letters.startsWith("RIFF") && letters.slice(8, 12) === "WEBP") ||
      /^ftypavi[fs]/.test(letters.slice(4)) ||
      (letters.startsWith("BM") && bytesRead > 18 && BITMAPS.has(head.readUInt32LE(14)))
    );
  } finally {
    await file.close();
  }
}

/**
 * Processes of their own, so that what a picture does to libvips is done to nothing else: each answers one question after the other,
 * is ended when one takes too long or too much memory, and ends when nobody asks.
 */
const processes: StandingWorker<AskedPicture, Answer["describe"] | Answer["render"]>[] = Array.from(
  { length: cpus().length > 2 ? 2 : 1 },
  () => standingWorker(pictures, START, { ...LIMITS, parts: pictureParts, apart: true }),
);

async function asked(question: AskedPicture): Promise<Answer["describe"] | Answer["render"]> {
  const [least] = [...processes].sort((a, b) => a.waiting - b.waiting);
  try {
    if (!least) throw new PageFailure("broken");
    return await least.ask(question);
  } catch (error) {
    throw error instanceof WorkerFailure ? new PageFailure(reasonOf(error)) : error;
  }
}

/**
 * A picture as a document: one page, or those of a TIFF; of what moves, the first frame. Sizes are in points, as it is read
 * (turned as its EXIF says). @throws PageFailure
 */
export const describePicture = async (path: string): Promise<Answer["describe"]> =>
  (await asked({ ask: "describe", path })) as Answer["describe"];

/** A page of a picture, or a tile of it, as pixels. @throws PageFailure */
export const drawPicture = async (
  path: string,
  { page, whole, tile }: Pick<Extract<Asked, { ask: "render" }>, "page" | "whole" | "tile">,
): Promise<Pixels> =>
  (await asked({ ask: "render", path, page, whole, ...(tile ? { tile } : {}) })) as Pixels;

/** Ends the processes, at a stop. */
export const endPictures = async (): Promise<void> => {
  await Promise.all(processes.map((one) => one.end()));
};

/** The frame of a page without letters: points from the upper left; its own space is counted from below, as a PDF's. */
export const frameOf = ([width, height]: readonly [number, number]): PageFrame => ({
  width,
  height,
  matrix: [1, 0, 0, -1, 0, height],
});
