import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { PageFailure } from "./failure.ts";
import { describePicture, drawPicture, endPictures, isPicture } from "./picture.ts";

const folder = await mkdtemp(join(tmpdir(), "pictures-"));
afterAll(() => rm(folder, { recursive: true }));
afterAll(endPictures);

let count = 0;
async function file(bytes: Uint8Array) {
  const path = join(folder, String(++count));
  await writeFile(path, bytes);
  return path;
}

/** Left half red, right half blue. */
const flag = (width = 288, height = 144) =>
  sharp({ create: { width, height, channels: 3, background: "#f00" } }).composite([
    {
      input: { create: { width: width / 2, height, channels: 3, background: "#00f" } },
      left: width / 2,
      top: 0,
    },
  ]);
const word = (error: unknown) => (error instanceof PageFailure ? error.reason : String(error));
const at = (pixels: Uint8Array, width: number, x: number, y: number) => [
  ...pixels.slice((y * width + x) * 4, (y * width + x) * 4 + 3),
];

test("every kind of picture is one page, known by its bytes and drawn in any size", async () => {
  const made = [
    await flag().png().toBuffer(),
    await flag().jpeg().toBuffer(),
    await flag().webp().toBuffer(),
    await flag().gif().toBuffer(),
    await flag().tiff().toBuffer(),
    await flag().toColourspace("rgb16").png().toBuffer(),
    await flag().toColourspace("cmyk").jpeg().toBuffer(),
    await flag().avif({ quality: 90 }).toBuffer(),
    ...(await Promise.all([1, 4, 8, 16, 24, 32].map((bits) => bitmapOf(bits)))),
    await bitmapOf(24, { topDown: true }),
  ];
  for (const bytes of made) {
    const path = await file(bytes);
    expect(await isPicture(path)).toBe(true);
    expect(await describePicture(path)).toEqual({ pages: 1, sizes: [[144, 72]], outline: [] });
    const { pixels, width, height } = await drawPicture(path, {
      page: 0,
      whole: { width: 480, height: 240 },
    });
    expect([width, height, pixels.length]).toEqual([480, 240, 480 * 240 * 4]);
    const [red = 0, , blue = 0] = at(pixels, width, 20, 100);
    expect(red).toBeGreaterThan(blue + 100);
  }
  expect(await isPicture(await file(Buffer.from("%PDF-1.7")))).toBe(false);
  expect(await isPicture(join(folder, "none")).catch(word)).toBe("missing");
});

test("a tile is its part of the picture; what is seen through is white", async () => {
  const path = await file(await flag().png().toBuffer());
  const tile = await drawPicture(path, {
    page: 0,
    whole: { width: 2880, height: 1440 },
    tile: { x: 1400, y: 0, width: 80, height: 50 },
  });
  expect([at(tile.pixels, 80, 5, 9), at(tile.pixels, 80, 75, 9)]).toEqual([
    [255, 0, 0],
    [0, 0, 255],
  ]);
  const clear = { create: { width: 20, height: 20, channels: 4 as const, background: "#0000" } };
  const drawn = await drawPicture(await file(await sharp(clear).png().toBuffer()), {
    page: 0,
    whole: { width: 10, height: 10 },
  });
  expect(at(drawn.pixels, 10, 5, 5)).toEqual([255, 255, 255]);
});

test("a photograph is turned as its camera says", async () => {
  // 6: the top of the scene is at the right side.
  const path = await file(await flag().withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer());
  expect((await describePicture(path)).sizes).toEqual([[72, 144]]);
  const { pixels } = await drawPicture(path, { page: 0, whole: { width: 72, height: 144 } });
  const [red = 0] = at(pixels, 72, 36, 20);
  const [, , blue = 0] = at(pixels, 72, 36, 120);
  expect([red > 200, blue > 200]).toEqual([true, true]);
});

test("a TIFF has its pages, each with its size", async () => {
  const path = await file(tiffOf([10, 200]));
  const { pages, sizes } = await describePicture(path);
  expect([pages, sizes.length]).toEqual([2, 2]);
  const whole = { width: 8, height: 8 };
  const [first, second] = await Promise.all([0, 1].map((page) => drawPicture(path, { page, whole })));
  expect([first?.pixels[0], second?.pixels[0]]).toEqual([10, 200]);
  expect(await drawPicture(path, { page: 2, whole }).catch(word)).toBe("page-broken");
});

test("floods of pixels, files cut off and noise end in a word", async () => {
  const flood = await file(pngOf(60_000, 60_000));
  expect(await describePicture(flood).catch(word)).toBe("too-large");
  expect(await drawPicture(flood, { page: 0, whole: { width: 160, height: 160 } }).catch(word)).toBe(
    "too-large",
  );
  const bitmaps = await bitmapOf(24);
  bitmaps.writeInt32LE(60_000, 18);
  expect(await describePicture(await file(bitmaps)).catch(word)).toBe("page-broken");
  bitmaps.writeInt32LE(60_000, 22);
  expect(await describePicture(await file(bitmaps)).catch(word)).toBe("too-large");
  // The size is allowed, the pixels are not there.
  const hollow = await file(pngOf(10_000, 10_000));
  expect(await drawPicture(hollow, { page: 0, whole: { width: 160, height: 160 } }).catch(word)).toBe(
    "page-broken",
  );
  for (const bytes of [
    await flag().png().toBuffer(),
    await flag().jpeg().toBuffer(),
    await flag().tiff().toBuffer(),
    await flag().avif().toBuffer(),
    await bitmapOf(8),
  ]) {
    const cut = await file(bytes.subarray(0, bytes.length >> 1));
    const whole = { width: 160, height: 80 };
    expect(["page-broken", "drawn"]).toContain(
      await drawPicture(cut, { page: 0, whole }).then(() => "drawn", word),
    );
    for (let round = 0; round < 20; round++) {
      const noisy = Buffer.from(bytes);
      for (let turned = 0; turned < 8; turned++)
        noisy[(round * 131 + turned * 977 + 12) % noisy.length] = round * 13;
      const path = await file(noisy);
      await describePicture(path).catch(word);
      expect(["page-broken", "too-large", "too-complex", "memory", "drawn"]).toContain(
        await drawPicture(path, { page: 0, whole }).then(() => "drawn", word),
      );
    }
  }
});

/** The flag as a BMP. */
async function bitmapOf(bits: number, { topDown = false } = {}): Promise<Buffer> {
  const [width, height] = [288, 144];
  const colours = bits <= 8 ? 2 ** bits : 0;
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = 54 + colours * 4;
  const made = Buffer.alloc(start + stride * height);
  made.write("BM", "latin1");
  made.writeUInt32LE(start, 10);
  made.writeUInt32LE(40, 14);
  made.writeInt32LE(width, 18);
  made.writeInt32LE(topDown ? -height : height, 22);
  made.writeUInt16LE(1, 26);
  made.writeUInt16LE(bits, 28);
  // 0 is red and 1 is blue: blue, green, red, nothing.
  if (colours) made.set([0, 0, 255, 0, 255, 0, 0, 0], 54);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [row, blue] = [start + y * stride, x >= width / 2];
      if (bits <= 8) {
        const at = row + ((x * bits) >> 3);
        made[at] = (made[at] ?? 0) | (Number(blue) << (8 - bits - ((x * bits) & 7)));
      } else if (bits === 16) made.writeUInt16LE(blue ? 0x1f : 0x7c00, row + x * 2);
      else made[row + (x * bits) / 8 + (blue ? 0 : 2)] = 255;
    }
  return made;
}

/** A PNG that promises a size and has next to nothing in it. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(100))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/** A TIFF of grey pages, 8 by 8, each of one shade. */
function tiffOf(shades: number[]): Buffer {
  const page = 64 + 2 + 9 * 12 + 4;
  const bytes = Buffer.alloc(8 + shades.length * page);
  bytes.write("II*\0", 0, "latin1");
  bytes.writeUInt32LE(8 + 64, 4);
  for (const [index, shade] of shades.entries()) {
    const pixels = 8 + index * page;
    bytes.fill(shade, pixels, pixels + 64);
    let place = bytes.writeUInt16LE(9, pixels + 64);
    // Tag, type (3 short, 4 long), value: width, height, bits, packing, black is 0, place, samples, rows, length.
    for (const [tag, value] of [
      [256, 8],
      [257, 8],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, pixels],
      [277, 1],
      [278, 8],
      [279, 64],
    ] as const) {
      bytes.writeUInt16LE(tag, place);
      bytes.writeUInt16LE(4, place + 2);
      bytes.writeUInt32LE(1, place + 4);
      bytes.writeUInt32LE(value, place + 8);
      place += 12;
    }
    bytes.writeUInt32LE(index + 1 < shades.length ? pixels + page + 64 : 0, place);
  }
  return bytes;
}
