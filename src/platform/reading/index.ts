import { PageFailure } from "../pages/failure.ts";
import { inWorker, WorkerFailure } from "../workers.ts";
import { type Cell, readWorkbook, type SheetTable } from "./workbook.ts";

export { readValues } from "./values.ts";
export type { Cell, SheetTable } from "./workbook.ts";

/** How much of a file is read as text or as a table; the rest is said to be left out. */
export const READ = {
  text: 512 * 1024,
  values: 2 * 1024 ** 2,
  rows: 20_000,
  columns: 50,
  cells: 200_000,
  letters: 500,
};

const WORKBOOK = { bytes: 30 * 1024 ** 2, unpacked: 150 * 1024 ** 2, timeoutMs: 20_000, heapMb: 512 };

const OOXML = "application/vnd.openxmlformats-officedocument";

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

/** How a type of content is read without pages: as text, as separated values, as the sheets of a workbook; null: not at all. */
export function readAs(type: string): "text" | "values" | "workbook" | null {
  if (type === `${OOXML}.spreadsheetml.sheet`) return "workbook";
  if (type === "text/csv") return "values";
  return type.startsWith("text/") || WRITTEN.has(type) ? "text" : null;
}

/** The sheets of a workbook (XLSX) that lies at `path`. @throws PageFailure too-large, encrypted, broken, too-complex, memory */
export async function sheetsAt(path: string, size: number): Promise<SheetTable[]> {
  if (size > WORKBOOK.bytes) throw new PageFailure("too-large");
  const { timeoutMs, heapMb, unpacked } = WORKBOOK;
  const { rows, columns, cells, letters } = READ;
  try {
    const task = { path, unpacked, rows, columns, cells, letters };
    return await inWorker(readWorkbook, task, { timeoutMs, heapMb });
  } catch (error) {
    if (!(error instanceof WorkerFailure)) throw error;
    if (error.reason === "timeout") throw new PageFailure("too-complex");
    if (error.reason === "memory") throw new PageFailure("memory");
    const said = (["too-large", "encrypted"] as const).find((one) => one === error.message);
    throw new PageFailure(said ?? "broken");
  }
}

/** What a cell says, the same for every reader. */
export const said = (cell: Cell): string =>
  typeof cell === "object" ? cell.at.replace("T", " ") : String(cell);
