import { Readable } from "node:stream";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import type { Actor } from "#platform/database/index.ts";
import { forbidden } from "#platform/errors.ts";
import { contentDisposition, whileHeld } from "#platform/files/index.ts";
import { run } from "#platform/operations/index.ts";
import {
  describePdf,
  type EncodedImage,
  imageSize,
  type Outline,
  type Part,
  pageImage,
  pageText,
  TILE,
  type Turn,
} from "#platform/pages/index.ts";
import { downloadMarked } from "../queries/file.ts";
import { stillMay } from "../rights.ts";
import { letterFont, letters } from "./letters.ts";
import { type Asked, sourceFor } from "./source.ts";
import { type Mark, markedImage, markOf } from "./watermark.ts";

/**
 * The answer to a download by somebody who may take a copy with their watermark.
 * @throws Problem not-found, file-withdrawn, document-watermarked-only (there are no pages to put it on); PageFailure
 */
export async function markedCopy(actor: Actor, asked: Asked, request: Request): Promise<Response> {
  const source = await sourceFor(actor, asked).catch((error: unknown) => {
    throw (error as { status?: number }).status === 404 ? forbidden("document-watermarked-only") : error;
  });
  if (!source.mark) throw forbidden("document-watermarked-only");
  const turn: Turn = { urgency: "small", who: actor.personId, signal: request.signal };
  await describePdf(source.pdf, turn);
  const headers = {
    "cache-control": "private, no-store, no-transform",
    "content-disposition": contentDisposition("attachment", copyName(source.content.name, source.mark.name)),
    "content-security-policy": "default-src 'none'; sandbox",
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  await run(downloadMarked, actor, asked);
  const made = markedPdf(source.pdf, markOf(source.mark, new Date()), turn, source.content.name);
  const pages = Readable.from(whileHeld(made, stillMay(actor, asked, "watermarked")), { objectMode: false });
  request.signal.addEventListener("abort", () => pages.destroy(), { once: true });
  return new Response(Readable.toWeb(pages) as ReadableStream<Uint8Array>, { headers });
}

/** A copy is told from the original by whose it is; whatever the original was, it is a PDF. */
export const copyName = (original: string, reader: string): string =>
  `${original.replace(/\.[a-z0-9]{1,8}$/i, "")} (${reader}).pdf`;

/** An image and where it lies on its page: points from the lower left. */
interface Placed {
  image: EncodedImage;
  left: number;
  bottom: number;
  width: number;
  height: number;
}

/**
 * A copy that carries the reader's watermark: a PDF of the page images, as the viewer shows them, so that there is nothing below
 * the watermark that it could be taken off from. Over the images lie the words that the viewer shows too, unseen, to be found and
 * read aloud; contents and the pages' own numbers are kept. Made while it is sent, a page at a time. Pages that cannot be drawn
 * are blank.
 */
export async function* markedPdf(
  hash: string,
  mark: Mark,
  turn: Turn,
  title: string,
): AsyncGenerator<Uint8Array> {
  const { sizes, outline, labels } = await describePdf(hash, turn);
  const offsets: number[] = [];
  const kids: number[] = [];
  let length = 0;
  const out = (bytes: Buffer) => {
    length += bytes.length;
    return bytes;
  };
  const object = (number: number, ...parts: (string | Uint8Array)[]) => {
    offsets[number] = length;
    const body = parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part));
    return out(Buffer.concat([Buffer.from(`${number} 0 obj\n`), ...body, Buffer.from("\nendobj\n")]));
  };
  yield out(Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "latin1"));
  // 1 is the catalogue and 2 the list of pages; they are written last, when all pages are known.
  let next = 4;
  yield object(3, `<</Title${textOf(title)}>>`);
  const font = next;
  for (const part of letterFont(font)) yield object(next++, ...part);
  for (const [page, size] of sizes.entries()) {
    const placed = await imagesOf(hash, page, size, mark, turn);
    const names: string[] = [];
    const drawn: string[] = [];
    for (const { image, left, bottom, width, height } of placed) {
      const number = next++;
      yield object(number, ...(await imageObject(image)));
      names.push(`/I${number} ${number} 0 R`);
      drawn.push(`q ${width} 0 0 ${height} ${left} ${bottom} cm /I${number} Do Q`);
    }
    const content = next++;
    const text = await pageText(hash, page, turn).catch(() => null);
    const said = text && text.runs.length > 0 ? letters(text, "L") : "";
    const stream = deflateSync(Buffer.from([...drawn, said].join("\n"), "latin1"));
    const head = `<</Length ${stream.length}/Filter/FlateDecode>>stream\n`;
    yield object(content, head, stream, "\nendstream");
    const number = next++;
    kids.push(number);
    yield object(
      number,
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${size[0]} ${size[1]}]/Resources<</Font<</L ${font} 0 R>>/XObject<<${names.join("")}>>>>/Contents ${content} 0 R>>`,
    );
  }
  yield object(2, `<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(" ")}]>>`);
  let catalogue = "<</Type/Catalog/Pages 2 0 R/ViewerPreferences<</DisplayDocTitle true>>";
  const contents = outlineObjects(outline, kids, next);
  if (contents.length > 0) catalogue += `/Outlines ${next} 0 R`;
  for (const one of contents) yield object(next++, one);
  if (labels)
    catalogue += `/PageLabels<</Nums[${labels.map((label, page) => `${page}<</P${textOf(label)}>>`).join("")}]>>`;
  yield object(1, `${catalogue}>>`);
  const start = length;
  const rows = Array.from(
    { length: next - 1 },
    (_, index) => `${String(offsets[index + 1]).padStart(10, "0")} 00000 n \n`,
  );
  yield Buffer.from(
    `xref\n0 ${next}\n0000000000 65535 f \n${rows.join("")}trailer\n<</Size ${next}/Root 1 0 R/Info 3 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  );
}

/** A text as PDF has it: UTF-16 with its mark (ISO 32000-1, 7.9.2.2), in hexadecimal. */
const textOf = (text: string) => `<feff${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;

/** The contents, each with its neighbours; the first object is the root. @param first number of that object */
function outlineObjects(items: Outline[], kids: number[], first: number): string[] {
  if (items.length === 0) return [];
  const objects: string[] = [""];
  const level = (some: Outline[], parent: number): string => {
    const numbers = some.map(() => first + objects.push("") - 1);
    for (const [index, { title, page, items: below }] of some.entries()) {
      const number = numbers[index] ?? 0;
      const before = index > 0 ? `/Prev ${numbers[index - 1]} 0 R` : "";
      const after = index + 1 < some.length ? `/Next ${numbers[index + 1]} 0 R` : "";
      const target = page === null ? undefined : kids[page];
      const place = target ? `/Dest[${target} 0 R/Fit]` : "";
      const inner = below.length > 0 ? `${level(below, number)}/Count -${below.length}` : "";
      objects[number - first] =
        `<</Title${textOf(title)}/Parent ${parent} 0 R${before}${after}${place}${inner}>>`;
    }
    return `/First ${numbers[0]} 0 R/Last ${numbers.at(-1)} 0 R`;
  };
  objects[0] = `<</Type/Outlines${level(items, first)}/Count ${items.length}>>`;
  return objects;
}

/** Points a pixel of the copy: as sharp as the largest page image, or 144 dots an inch for what is larger than A4. */
const SHARP = 2;

async function imagesOf(
  hash: string,
  page: number,
  size: readonly [number, number],
  mark: Mark,
  turn: Turn,
): Promise<Placed[]> {
  const draw = async (part: Part) => markedImage(await pageImage(hash, page, part, turn), part, mark);
  try {
    const whole: Part = { kind: "page", width: 1600 };
    const scale = imageSize(size, whole).whole.width / size[0];
    if (scale >= SHARP)
      return [{ image: await draw(whole), left: 0, bottom: 0, width: size[0], height: size[1] }];
    const placed: Placed[] = [];
    const { whole: pixels } = imageSize(size, { kind: "tile", zoom: SHARP, column: 0, row: 0 });
    for (let row = 0; row * TILE < pixels.height; row++)
      for (let column = 0; column * TILE < pixels.width; column++) {
        const part: Part = { kind: "tile", zoom: SHARP, column, row };
        const tile = imageSize(size, part).tile;
        if (!tile) continue;
        placed.push({
          image: await draw(part),
          left: tile.x / SHARP,
          bottom: size[1] - (tile.y + tile.height) / SHARP,
          width: tile.width / SHARP,
          height: tile.height / SHARP,
        });
      }
    return placed;
  } catch (error) {
    if (error instanceof Error && error.name === "PageFailure") return [];
    throw error;
  }
}

/** A palette PNG goes into a PDF as it is (its packed rows and its palette); everything else becomes JPEG. */
async function imageObject({ type, bytes }: EncodedImage): Promise<(string | Uint8Array)[]> {
  const png = type === "image/png" ? partsOfPng(bytes) : null;
  if (png) {
    const { width, height, depth, palette, rows } = png;
    const space = `[/Indexed/DeviceRGB ${palette.length / 3 - 1}<${palette.toString("hex")}>]`;
    const unpack = `/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 1/BitsPerComponent ${depth}/Columns ${width}>>`;
    const head = `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace${space}/BitsPerComponent ${depth}${unpack}/Length ${rows.length}>>stream\n`;
    return [head, rows, "\nendstream"];
  }
  const { data, info } = await sharp(bytes).jpeg({ quality: 84 }).toBuffer({ resolveWithObject: true });
  const head = `<</Type/XObject/Subtype/Image/Width ${info.width}/Height ${info.height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${data.length}>>stream\n`;
  return [head, data, "\nendstream"];
}

/** Chunks of a PNG with a palette; null for any other kind. */
function partsOfPng(bytes: Buffer) {
  const rows: Buffer[] = [];
  let palette: Buffer | undefined;
  let header: Buffer | undefined;
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString("latin1", at + 4, at + 8);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") header = content;
    if (kind === "PLTE") palette = content;
    if (kind === "IDAT") rows.push(content);
    at += length + 12;
  }
  if (!header || !palette || header[9] !== 3 || header[12] !== 0) return null;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  return { width, height, depth: header[8] ?? 8, palette, rows: Buffer.concat(rows) };
}
