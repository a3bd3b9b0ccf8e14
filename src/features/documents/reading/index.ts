import { blobStore, decodeText } from "#platform/files/index.ts";
import { PageFailure, readOnce, type Turn } from "#platform/pages/index.ts";
import { inWorker, WorkerFailure } from "#platform/workers.ts";
import { readValues } from "./values.ts";
import { readWorkbook, type SheetTable } from "./workbook.ts";

export type { SheetTable } from "./workbook.ts";

/** How much of a file is shown as text or as a table; the rest is said to be left out. */
export const SHOWN = { bytes: 512 * 1024, rows: 500, columns: 50, letters: 500 };

const WORKBOOK = { bytes: 30 * 1024 ** 2, unpacked: 150 * 1024 ** 2, timeoutMs: 20_000, heapMb: 512 };

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Formats that are written in letters. HTML and SVG are shown as what was written, never as what it makes. */
const WRITTEN = new Set([
  "application/xml",
  "application/x-step",
  "application/x-primavera-xer",
  "image/svg+xml",
  "message/rfc822",
  "model/iges",
  "model/step",
]);

const PLAYED: Record<string, "video" | "audio"> = {
  "video/mp4": "video",
  "video/webm": "video",
  "audio/mpeg": "audio",
};

/** How content that has no pages is read, by its type; null: not at all. */
export function readingOf(type: string): "text" | "table" | "workbook" | "video" | "audio" | null {
  if (type === XLSX) return "workbook";
  if (type === "text/csv") return "table";
  if (type.startsWith("text/") || WRITTEN.has(type)) return "text";
  return PLAYED[type] ?? null;
}

/** The beginning of a text, in whatever encoding it is. @throws PageFailure broken, when it is none */
export async function textOf(file: {
  hash: string;
  size: number;
}): Promise<{ text: string; truncated: boolean }> {
  const end = Math.min(file.size, SHOWN.bytes) - 1;
  const pieces: Buffer[] = [];
  if (end >= 0)
    for await (const piece of await (await blobStore()).open(file.hash, { start: 0, end }))
      pieces.push(piece as Buffer);
  const truncated = file.size > SHOWN.bytes;
  const text = decodeText(Buffer.concat(pieces), truncated);
  if (text === undefined) throw new PageFailure("broken");
  return { text: text.replace(/^\ufeff/, "").toWellFormed(), truncated };
}

/** Separated values as one table. @throws PageFailure broken */
export async function tableOf(file: { hash: string; size: number }): Promise<SheetTable & { more: boolean }> {
  const { text, truncated } = await textOf(file);
  const { rows, more } = readValues(text, SHOWN.rows);
  const shorten = (cell: string) =>
    cell.length > SHOWN.letters ? `${cell.slice(0, SHOWN.letters).toWellFormed()} …` : cell;
  return {
    name: "",
    rows: rows.map((row) => row.slice(0, SHOWN.columns).map(shorten)),
    allRows: rows.length,
    allColumns: rows.reduce((most, row) => Math.max(most, row.length), 0),
    more: more || truncated,
  };
}

/** The sheets of a workbook. @throws PageFailure too-large, encrypted, broken, too-complex, memory */
export async function sheetsOf(file: { hash: string; size: number }, turn: Turn): Promise<SheetTable[]> {
  if (file.size > WORKBOOK.bytes) throw new PageFailure("too-large");
  const { timeoutMs, heapMb, unpacked } = WORKBOOK;
  const make = async (path: string) => {
    try {
      return await inWorker(readWorkbook, { path, unpacked, ...SHOWN }, { timeoutMs, heapMb });
    } catch (error) {
      if (!(error instanceof WorkerFailure)) throw error;
      if (error.reason === "timeout") throw new PageFailure("too-complex");
      if (error.reason === "memory") throw new PageFailure("memory");
      const said = (["too-large", "encrypted"] as const).find((one) => one === error.message);
      throw new PageFailure(said ?? "broken");
    }
  };
  return readOnce(file.hash, "sheets.json", make, turn);
}
