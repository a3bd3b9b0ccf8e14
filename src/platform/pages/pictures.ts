import type { Load } from "../workers.ts";
import { bitmapSize, readBitmap } from "./bitmap.ts";
import type { Answer, Asked } from "./shapes.ts";

/** Functions of other files that the process needs, sent along with it. */
export const pictureParts = { bitmapSize, readBitmap };

/** What the process is started with. */
export interface PictureStart {
  /** Past these a picture is not decoded: a few bytes can promise 60,000 by 60,000 pixels. */
  pixels: number;
  pages: number;
  seconds: number;
  /** Pixels an inch that a picture counts as at least. */
  coarsest: number;
}

export type AskedPicture =
  | { ask: "describe"; path: string }
  | ({ ask: "render"; path: string } & Pick<Extract<Asked, { ask: "render" }>, "page" | "whole" | "tile">);

/**
 * The code of the process that decodes pictures: sharp (libvips) behind one function. It is sent as source text, so it
 * reaches nothing but its parameters (see `standingWorker`). Only pixels come out: no place, no camera, no thumbnail of what was
 * cut away. Errors are thrown as one word: `broken`, `page-broken`, `too-large`, `too-complex`, `memory`.
 */
export async function pictures(
  { pixels: most, pages: mostPages, seconds, coarsest }: PictureStart,
  load: Load,
  parts: typeof pictureParts,
) {
  const fs = load("node:fs") as typeof import("node:fs");
  const sharp = load("sharp") as typeof import("sharp").default;
  sharp.cache(false);
  const formats = new Set(["png", "jpeg", "webp", "gif", "tiff", "heif"]);

  const open = (path: string, page: number) => {
    const options = {
      limitInputPixels: most,
      sequentialRead: true,
      failOn: "truncated" as const,
    };
    const file = fs.openSync(path, "r");
    try {
      const head = Buffer.alloc(64);
      fs.readSync(file, head, 0, 64, 0);
      const size = parts.bitmapSize(head);
      if (!size) return sharp(path, { page, ...options });
      // A bitmap is as large as its file says; its pixels are held whole.
      if (size.width * size.height > most / 3) throw new Error("pixel limit");
      const { pixels, ...raw } = parts.readBitmap(fs.readFileSync(path));
      return sharp(pixels, { raw, limitInputPixels: most });
    } finally {
      fs.closeSync(file);
    }
  };

  const pointsOf = ({
    width,
    height,
    orientation = 1,
    density = 0,
  }: {
    width: number;
    height: number;
    orientation?: number;
    density?: number;
  }): [number, number] => {
    const perInch = density <= 2400 ? Math.max(density, coarsest) : coarsest;
    const side = (pixels: number) => Math.round((pixels / perInch) * 7200) / 100;
    return orientation >= 5 ? [side(height), side(width)] : [side(width), side(height)];
  };

  async function describe(path: string): Promise<Answer["describe"]> {
    const first = await open(path, 0).metadata();
    if (!formats.has(first.format) && (first.format as string) !== "raw") throw new Error("broken");
    const pages = first.format === "tiff" ? Math.min(first.pages ?? 1, mostPages) : 1;
    const known = pointsOf(first);
    const sizes = [known];
    for (let page = 1; page < pages; page++)
      // One bad page says so when it is drawn.
      sizes.push(
        await open(path, page)
          .metadata()
          .then(pointsOf, () => known),
      );
    return { pages, sizes, outline: [] };
  }

  async function render({
    path,
    page,
    whole,
    tile,
  }: Extract<AskedPicture, { ask: "render" }>): Promise<Answer["render"]> {
    const image = open(path, page)
      .timeout({ seconds })
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
  }

  return async (asked: AskedPicture) => {
    try {
      return asked.ask === "describe" ? await describe(asked.path) : await render(asked);
    } catch (error) {
      const said = error instanceof Error ? error.message : "";
      if (said === "broken") throw error;
      if (/pixel limit|too large|dimensions? exceed/i.test(said)) throw new Error("too-large");
      if (/timeout/i.test(said)) throw new Error("too-complex");
      if (/memory|allocat/i.test(said)) throw new Error("memory");
      throw new Error("page-broken");
    }
  };
}
