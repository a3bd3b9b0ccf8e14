import { open } from "node:fs/promises";
import sharp from "sharp";
import { PageFailure } from "./failure.ts";
import type { Pixels } from "./image.ts";
import type { Answer, Asked, PageFrame } from "./shapes.ts";

/** Past these a picture is not decoded: a few bytes can promise 60,000 by 60,000 pixels. */
const LIMITS = { pixels: 150_000_000, pages: 500, seconds: 20 };

/** Pixels an inch that a picture counts as at least: what cameras write there (72) is no size on paper. */
const COARSEST = 144;

/** Types of content that is shown as pages: PDF, and the pictures that are drawn here. */
export const PAGED: ReadonlySet<string> = new Set([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/tiff",
]);

const FORMATS = new Set(["png", "jpeg", "webp", "gif", "tiff"]);

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

/** True when the bytes of a file begin as those of a PNG, JPEG, WebP, GIF or TIFF, whatever the file is called. */
export async function isPicture(path: string): Promise<boolean> {
  const file = await open(path).catch(() => {
    throw new PageFailure("missing");
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(12), 0, 12, 0);
    const head = buffer.subarray(0, bytesRead);
    const begin = head.toString("hex");
    return (
      SIGNATURES.some((signature) => begin.startsWith(signature)) ||
      (begin.startsWith("52494646") && head.toString("latin1", 8) === "WEBP")
    );
  } finally {
    await file.close();
  }
}

/**
 * A picture as a document: one page, or those of a TIFF; of what moves, the first frame. Sizes are in points, as it is read
 * (turned as its EXIF says). @throws PageFailure
 */
export function describePicture(path: string): Promise<Answer["describe"]> {
  return reading(async () => {
    const first = await sharp(path, options(0)).metadata();
    if (!FORMATS.has(first.format)) throw new PageFailure("broken");
    const pages = first.format === "tiff" ? Math.min(first.pages ?? 1, LIMITS.pages) : 1;
    const sizes: [number, number][] = [pointsOf(first)];
    for (let page = 1; page < pages; page++)
      sizes.push(
        await sharp(path, options(page))
          .metadata()
          // One bad page says so when it is drawn.
          .then(pointsOf, () => sizes[0] ?? [595, 842]),
      );
    return { pages, sizes, outline: [] };
  });
}

/**
 * A page of a picture, or a tile of it. Nothing but pixels comes out: no place, no camera, no thumbnail of what was cut away.
 * @throws PageFailure
 */
export function drawPicture(
  path: string,
  { page, whole, tile }: Pick<Extract<Asked, { ask: "render" }>, "page" | "whole" | "tile">,
): Promise<Pixels> {
  return reading(async () => {
    const image = sharp(path, options(page))
      .timeout({ seconds: LIMITS.seconds })
      .autoOrient()
      .flatten({ background: "#fff" })
      .toColourspace("srgb")
      .resize(whole.width, whole.height, { fit: "fill" });
    if (tile) image.extract({ left: tile.x, top: tile.y, width: tile.width, height: tile.height });
    const { data, info } = await image
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
  });
}

/** The frame of a page without letters: points from the upper left; its own space is counted from below, as a PDF's. */
export const frameOf = ([width, height]: readonly [number, number]): PageFrame => ({
  width,
  height,
  matrix: [1, 0, 0, -1, 0, height],
});

const options = (page: number) => ({
  page,
  limitInputPixels: LIMITS.pixels,
  sequentialRead: true,
  failOn: "truncated" as const,
});

function pointsOf({
  width,
  height,
  orientation = 1,
  density = 0,
}: {
  width: number;
  height: number;
  orientation?: number;
  density?: number;
}): [number, number] {
  const perInch = density <= 2400 ? Math.max(density, COARSEST) : COARSEST;
  const [across, down] = [width, height].map((side) => Math.round((side / perInch) * 7200) / 100) as [
    number,
    number,
  ];
  return orientation >= 5 ? [down, across] : [across, down];
}

async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PageFailure) throw error;
    const said = error instanceof Error ? error.message : "";
    if (/pixel limit|too large|dimensions? exceed/i.test(said)) throw new PageFailure("too-large");
    if (/timeout/i.test(said)) throw new PageFailure("too-complex");
    if (/memory/i.test(said)) throw new PageFailure("memory");
    throw new PageFailure("page-broken");
  }
}
