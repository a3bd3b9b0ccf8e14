import { createHash } from "node:crypto";
import sharp from "sharp";
import { type EncodedImage, encodePage, type Part } from "#platform/pages/index.ts";
import { typesetSvg } from "#platform/typeset/index.ts";

/** Whose copy an image is. */
export interface Mark {
  lines: string[];
  /** Changes with the words: images of different people and hours are never taken for each other. */
  tag: string;
}

/** The words of a watermark; the time is that of the hour, so that a page that is looked at again is not sent again. */
export function markOf(
  given: { name: string; company: string; room: string; code: string | null },
  now: Date,
): Mark {
  const time = `${now.toISOString().slice(0, 13).replace("T", " ")}:00 UTC`;
  const lines = [
    [given.name, given.company].filter(Boolean).join(", "),
    [time, given.room, given.code].filter(Boolean).join("  "),
  ];
  return { lines, tag: createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16) };
}

/** Letters are at least this high, in pixels, and a 50th of the image's width. */
const SMALLEST = 9;

/**
 * Burns a watermark into an image: repeated over the whole of it, dark letters with a light edge, so that it is read on
 * paper and on black alike. On tiles the letters have one size, whatever is drawn.
 */
export async function markedImage(
  plain: EncodedImage & { whole: { width: number } },
  part: Part,
  mark: Mark,
): Promise<EncodedImage> {
  const letters = part.kind === "tile" ? 22 : Math.max(SMALLEST, Math.round(plain.whole.width / 50));
  const [cell, { width, height }] = await Promise.all([cellOf(mark, letters), sharp(plain.bytes).metadata()]);
  const { pixels, ...size } = within(cell, width, height);
  const pixelsOf = sharp(plain.bytes)
    .ensureAlpha()
    .composite([{ input: pixels, raw: { ...size, channels: 4 }, tile: true, gravity: "northwest" }])
    .raw();
  return encodePage({ width, height, pixels: new Uint8Array(await pixelsOf.toBuffer()) });
}

interface Cell {
  width: number;
  height: number;
  pixels: Buffer;
}

/** As much of the cell as the image has room for: libvips lays nothing over an image that is larger than it. */
function within(cell: Cell, width: number, height: number): Cell {
  if (cell.width <= width && cell.height <= height) return cell;
  const [wide, high] = [Math.min(cell.width, width), Math.min(cell.height, height)];
  const pixels = Buffer.alloc(wide * high * 4);
  for (let y = 0; y < high; y++)
    cell.pixels.copy(pixels, y * wide * 4, y * cell.width * 4, (y * cell.width + wide) * 4);
  return { width: wide, height: high, pixels };
}

/** Two rows of a cell, the second moved by half: laid side by side they are like bricks. */
function bricks({ width, height, pixels }: Cell): Cell {
  const both = Buffer.alloc(pixels.length * 2);
  both.set(pixels);
  const half = (width >> 1) * 4;
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width * 4, (y + 1) * width * 4);
    const to = (height + y) * width * 4;
    both.set(row.subarray(half), to);
    both.set(row.subarray(0, half), to + row.length - half);
  }
  return { width, height: height * 2, pixels: both };
}

/** Cells of the last few watermarks: one person looks at many pages. */
const cells = new Map<string, Promise<Cell>>();

function cellOf(mark: Mark, letters: number): Promise<Cell> {
  const key = `${mark.tag} ${letters}`;
  const cell = cells.get(key) ?? drawCell(mark.lines, letters);
  cells.delete(key);
  cells.set(key, cell);
  if (cells.size > 64) cells.delete(cells.keys().next().value ?? "");
  cell.catch(() => cells.delete(key));
  return cell;
}

async function drawCell(lines: string[], letters: number): Promise<Cell> {
  // Typst writes letters as outlines, so that they look the same on every machine and no font is needed here.
  const svg = await typesetSvg(source, { inputs: { lines } });
  // Letters of 10 pt are 13.3 pixels at a density of 72.
  const drawn = await sharp(Buffer.from(svg), { density: 54 * (letters / 10) })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return bricks({ width: drawn.info.width, height: drawn.info.height, pixels: drawn.data });
}

const source = `#let data = json(bytes(sys.inputs.data))
#set document(title: "Watermark")
#set page(width: auto, height: auto, margin: 16pt, fill: none)
#set text(font: "Libertinus Serif", size: 10pt, weight: "bold", fill: rgb(0, 0, 0, 80), stroke: 0.35pt + rgb(255, 255, 255, 110))
#rotate(-28deg, reflow: true, align(center, stack(spacing: 4pt, ..data.lines.map(line => [#line]))))`;
