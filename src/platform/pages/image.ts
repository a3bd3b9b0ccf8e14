import sharp from "sharp";

// No image is asked for twice: what libvips would keep of them is memory for nothing.
sharp.cache(false);

/** Pixels as the thread gives them: red, green, blue, opacity. */
export interface Pixels {
  width: number;
  height: number;
  pixels: Uint8Array<ArrayBuffer>;
}

export interface EncodedImage {
  type: "image/png" | "image/webp";
  bytes: Buffer;
}

/**
 * A page image in the smaller of two forms: a palette PNG for text and drawings, which have few colours (16 shades of
 * grey show smoothed letters as well as 256 do), WebP for photographs and shaded pictures. Which is which is told by
 * counting colours; a page between the two is made both ways (figures: bench/pages.ts).
 */
export async function encodePage({ width, height, pixels }: Pixels): Promise<EncodedImage> {
  const image = () => sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha();
  const kinds = colourKinds(pixels);
  const png = (colours: number) =>
    image().png({ palette: true, colours, dither: 0, effort: 1, compressionLevel: 6 }).toBuffer();
  const webp = () => image().webp({ quality: 78, effort: 2 }).toBuffer();
  if (kinds <= FEW) return { type: "image/png", bytes: await png(kinds <= 2 ? 16 : 32) };
  if (kinds > MANY) return { type: "image/webp", bytes: await webp() };
  const [palette, photo] = await Promise.all([png(64), webp()]);
  return palette.byteLength <= photo.byteLength
    ? { type: "image/png", bytes: palette }
    : { type: "image/webp", bytes: photo };
}

const FEW = 12;
const MANY = 48;

/** Different colours (in steps of 32, greys as one) of which the page has more than a speck. */
function colourKinds(pixels: Uint8Array): number {
  const seen = new Uint32Array(513);
  // Every seventh pixel is enough to know a photograph by.
  const step = 4 * 7;
  let looked = 0;
  for (let at = 0; at + 2 < pixels.length; at += step) {
    const [r, g, b] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
    const grey = Math.max(r, g, b) - Math.min(r, g, b) < 24;
    const kind = grey ? 512 : ((r >> 5) << 6) | ((g >> 5) << 3) | (b >> 5);
    seen[kind] = (seen[kind] ?? 0) + 1;
    looked += 1;
  }
  return seen.filter((count) => count > looked / 20_000).length;
}

/** A page image made smaller, without drawing the page again. */
export async function smallerPage(
  bytes: Uint8Array,
  { width, height }: { width: number; height: number },
): Promise<EncodedImage> {
  const small = sharp(bytes).resize(width, height, { fit: "fill" }).ensureAlpha().raw();
  return encodePage({ width, height, pixels: new Uint8Array(await small.toBuffer()) });
}
