import type { Load } from "../workers.ts";

/** What the thread is given: where the workbook lies, and how much of it is wanted. */
export interface WorkbookTask {
  path: string;
  rows: number;
  columns: number;
  /** Cells of all sheets together, after which rows are left out. */
  cells: number;
  /** Letters of a cell after which the rest is left out. */
  letters: number;
  /** Most that the parts of the workbook may hold when unpacked, in bytes. */
  unpacked: number;
}

/** What a cell holds: letters, a number, yes or no, or a day or time without a zone (`YYYY-MM-DD`, `YYYY-MM-DDTHH:MM`). */
export type Cell = string | number | boolean | { at: string };

/** A sheet as a table: what its cells held when it was saved. Nothing is worked out. */
export interface SheetTable {
  name: string;
  rows: Cell[][];
  /** All that it has, shown or not. */
  allRows: number;
  allColumns: number;
}

/**
 * Reads a workbook (XLSX) in a thread of its own (see `inWorker`): reaches nothing but its parameters. Only the parts with cells
 * are unpacked, none of them past what it says it holds, and what is then read is made of these parts alone: a workbook that
 * lists one thing and carries another is read as it is listed.
 * Errors are one word: `broken`, `too-large`, `encrypted`.
 */
export async function readWorkbook(task: WorkbookTask, load: Load): Promise<SheetTable[]> {
  const fs = load("node:fs") as typeof import("node:fs");
  const zlib = load("node:zlib") as typeof import("node:zlib");
  const { ZipFile } = load("yazl") as typeof import("yazl");
  const reader = load("read-excel-file/node") as typeof import("read-excel-file/node");
  const bytes = fs.readFileSync(task.path);
  // A workbook with a password is an old compound file around the packed one.
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) throw new Error("encrypted");
  const wanted =
    /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook\.xml|sharedStrings\.xml|styles\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml))$/i;
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error("broken");
  const parts = new ZipFile();
  let total = 0;
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("broken");
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    if (wanted.test(name)) {
      if (bytes.readUInt16LE(at + 8) & 1) throw new Error("encrypted");
      const [packed, plain, local] = [20, 24, 42].map((offset) => bytes.readUInt32LE(at + offset)) as [
        number,
        number,
        number,
      ];
      total += plain;
      if (total > task.unpacked) throw new Error("too-large");
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const content = bytes.subarray(start, start + packed);
      const unpacked =
        bytes.readUInt16LE(at + 10) === 0
          ? content
          : zlib.inflateRawSync(content, { maxOutputLength: Math.max(plain, 1) });
      parts.addBuffer(unpacked, name, { compress: false });
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  parts.end();
  const pieces: Buffer[] = [];
  for await (const piece of parts.outputStream) pieces.push(piece as Buffer);
  const say = (value: unknown): Cell => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number" || typeof value === "boolean") return value;
    if (value instanceof Date) return { at: value.toISOString().slice(0, 16).replace("T00:00", "") };
    const said = String(value);
    return said.length > task.letters ? `${said.slice(0, task.letters).toWellFormed()} …` : said;
  };
  const sheets = await reader.default(Buffer.concat(pieces), { trim: false });
  let left = task.cells;
  return sheets.map(({ sheet, data }) => {
    const allColumns = data.reduce((most, row) => Math.max(most, row.length), 0);
    const fit = Math.floor(left / Math.max(1, Math.min(task.columns, allColumns)));
    const rows = data.slice(0, Math.min(task.rows, fit)).map((row) => row.slice(0, task.columns).map(say));
    left -= rows.reduce((sum, row) => sum + row.length, 0);
    return { name: sheet, rows, allRows: data.length, allColumns };
  });
}
