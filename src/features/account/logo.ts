import { refused } from "#platform/errors.ts";
import { inWorker, WorkerFailure } from "#platform/workers.ts";

/** Largest file of a logo, in bytes. */
export const LOGO_LIMIT = 2_000_000;

/** PNG, JPEG, WebP: what they begin with. Drawings (SVG) are programs of a kind and are not taken. */
const KNOWN = /^(89504e470d0a1a0a|ffd8ff|52494646.{8}57454250)/;

/**
 * A picture as a logo: a PNG of at most 640 by 96 pixels (twice the size that is shown), without anything else that was in the file.
 * @throws Problem `logo-unreadable` on the field `image`
 */
export async function logoOf(bytes: Buffer): Promise<Buffer> {
  const unreadable = refused("logo-unreadable", {}, "image");
  if (!KNOWN.test(bytes.subarray(0, 16).toString("hex"))) throw unreadable;
  const made = await inWorker(
    async (picture: Uint8Array, load) => {
      const sharp = load("sharp") as typeof import("sharp").default;
      const size = { width: 640, height: 96, fit: "inside", withoutEnlargement: true } as const;
      return sharp(picture, { limitInputPixels: 25_000_000 }).rotate().resize(size).png().toBuffer();
    },
    new Uint8Array(bytes),
    { timeoutMs: 10_000 },
  ).catch((error: unknown) => {
    throw error instanceof WorkerFailure ? unreadable : error;
  });
  return Buffer.from(made);
}
