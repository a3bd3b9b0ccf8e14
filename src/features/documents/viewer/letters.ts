import { deflateSync } from "node:zlib";
import type { PageText } from "#platform/pages/index.ts";

/**
 * Letters that are not seen, laid over page images so that a PDF of images is searched and read aloud. The font has one empty
 * glyph for all of Unicode's first plane, half as wide as it is high (as OCR programs do it, so readers know how to take it).
 */
const ADVANCE = 500;

/** The font as objects of a PDF; the first is what pages refer to. @param number of the first object */
export function letterFont(number: number): (string | Uint8Array)[][] {
  const stream = (bytes: Uint8Array, more = "") => {
    const packed = deflateSync(bytes);
    return [`<</Length ${packed.length}/Filter/FlateDecode${more}>>stream\n`, packed, "\nendstream"];
  };
  const font = glyphless();
  const every = new Uint8Array(2 * 65_536).map((_, index) => index & 1);
  return [
    [
      `<</Type/Font/Subtype/Type0/BaseFont/Letters/Encoding/Identity-H/DescendantFonts[${number + 1} 0 R]/ToUnicode ${number + 4} 0 R>>`,
    ],
    [
      `<</Type/Font/Subtype/CIDFontType2/BaseFont/Letters/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ${number + 2} 0 R/DW ${ADVANCE}/CIDToGIDMap ${number + 5} 0 R>>`,
    ],
    [
      `<</Type/FontDescriptor/FontName/Letters/Flags 5/FontBBox[0 -200 ${ADVANCE} 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80/FontFile2 ${number + 3} 0 R>>`,
    ],
    stream(font, `/Length1 ${font.length}`),
    stream(Buffer.from(toUnicode())),
    stream(every),
  ];
}

/** Each code is its own letter. A range may not go past its last byte, and a block not past a hundred (ISO 32000-1, 9.10.3). */
function toUnicode(): string {
  const rows = Array.from({ length: 256 }, (_, high) => {
    const at = high.toString(16).padStart(2, "0");
    return `<${at}00><${at}ff><${at}00>`;
  });
  const blocks = [0, 100, 200].map((from) => {
    const some = rows.slice(from, from + 100);
    return `${some.length} beginbfrange\n${some.join("\n")}\nendbfrange`;
  });
  return `/CIDInit/ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
/CMapName/Letters def/CMapType 2 def
1 begincodespacerange<0000><ffff>endcodespacerange
${blocks.join("\n")}
endcmap CMapName currentdict/CMap defineresource pop end end`;
}

/** A TrueType font of two empty glyphs: the tables that a PDF needs (ISO 32000-1, 9.9) and nothing else. */
function glyphless(): Uint8Array {
  const words = (...values: number[]) => {
    const bytes = Buffer.alloc(values.length * 2);
    for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, index * 2);
    return bytes;
  };
  const tables: [string, Buffer][] = [
    ["glyf", words(0, 0)],
    // Version, revision, checksum (0), magic number, flags, units, two dates, box, style, least size, direction, short places.
    [
      "head",
      words(
        1,
        0,
        1,
        0,
        0,
        0,
        0x5f0f,
        0x3cf5,
        0,
        1000,
        ...[0, 0, 0, 0, 0, 0, 0, 0],
        0,
        0,
        0,
        0,
        0,
        8,
        2,
        0,
        0,
      ),
    ],
    ["hhea", words(1, 0, 800, -200, 0, ADVANCE, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1)],
    ["hmtx", words(ADVANCE, 0, 0)],
    ["loca", words(0, 0, 0)],
    ["maxp", words(1, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)],
  ];
  const head = words(0, 0x0100, tables.length, 64, 2, tables.length * 16 - 64);
  head.writeUInt32BE(0x00010000, 0);
  let offset = 12 + tables.length * 16;
  const rows: Buffer[] = [];
  const bodies: Buffer[] = [];
  for (const [name, body] of tables) {
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    let sum = 0;
    for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
    const row = Buffer.alloc(16);
    row.write(name, 0, "latin1");
    row.writeUInt32BE(sum, 4);
    row.writeUInt32BE(offset, 8);
    row.writeUInt32BE(body.length, 12);
    rows.push(row);
    bodies.push(padded);
    offset += padded.length;
  }
  return Buffer.concat([head, ...rows, ...bodies]);
}

const hex = (text: string) =>
  [...text.split("")].map((unit) => unit.charCodeAt(0).toString(16).padStart(4, "0")).join("");
const short = (value: number) => String(Math.round(value * 1000) / 1000);

/** What a page's content says to have its letters, unseen, where they are on the image; each run as wide as its box. */
export function letters({ runs, height: high }: PageText, font: string): string {
  const said = runs.map(([, text, left, top, right, bottom]) => {
    const [width, height] = [right - left, bottom - top];
    const printed = text.replaceAll("\u00ad", "-").trimEnd();
    if (printed === "" || width <= 0 || height <= 0) return "";
    // Higher than it is wide: it runs upwards.
    const upright = printed.length > 2 && height > 2 * width;
    const [size, length] = upright ? [width, height] : [height, width];
    const stretch = (100 * length) / (printed.length * size * (ADVANCE / 1000));
    const place = upright
      ? `0 1 -1 0 ${short(right - size * 0.2)} ${short(high - bottom)}`
      : `1 0 0 1 ${short(left)} ${short(high - bottom + size * 0.2)}`;
    return `/${font} ${short(size)} Tf ${short(stretch)} Tz ${place} Tm <${hex(printed)}> Tj`;
  });
  return `BT 3 Tr\n${said.filter(Boolean).join("\n")}\nET`;
}
