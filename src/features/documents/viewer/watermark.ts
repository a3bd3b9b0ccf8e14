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
  const [page, cell] = await Promise.all([
    sharp(plain.bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true }),
    cellOf(mark, letters),
  ]);
  const { width, height } = page.info;
  const pixels = new Uint8Array(page.data);
  blend(pixels, width, height, cell);
  return encodePage({ width, height, pixels });
}

interface Cell {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Lays the cell over the image again and again, every other row of cells moved by half. */
function blend(pixels: Uint8Array, width: number, height: number, cell: Cell): void {
  for (let y = 0; y < height; y++) {
    const shift = Math.floor(y / cell.height) % 2 === 0 ? 0 : cell.width >> 1;
    const line = (y % cell.height) * cell.width;
    for (let x = 0; x < width; x++) {
      const from = (line + ((x + shift) % cell.width)) * 4;
      const alpha = cell.pixels[from + 3] ?? 0;
      if (alpha === 0) continue;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const under = pixels[to + channel] ?? 0;
        pixels[to + channel] = under + (((cell.pixels[from + channel] ?? 0) - under) * alpha) / 255;
      }
    }
  }
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
  return { width: drawn.info.width, height: drawn.info.height, pixels: drawn.data };
}

const source = `#let data = json(bytes(sys.inputs.data))
#set document(title: "Watermark")
#set page(width: auto, height: auto, margin: 16pt, fill: none)
#set text(font: "Libertinus Serif", size: 10pt, weight: "bold", fill: rgb(0, 0, 0, 80), stroke: 0.35pt + rgb(255, 255, 255, 110))
#rotate(-28deg, reflow: true, align(center, stack(spacing: 4pt, ..data.lines.map(line => [#line]))))`;
