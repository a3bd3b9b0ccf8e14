import { makesWorkbook } from "#platform/office/index.ts";
import { type Cell, readAs, type SheetTable } from "#platform/reading/index.ts";

export type { Cell } from "#platform/reading/index.ts";

const PLAYED: Record<string, "video" | "audio"> = {
  "video/mp4": "video",
  "video/webm": "video",
  "video/quicktime": "video",
  "audio/mpeg": "audio",
  "audio/mp4": "audio",
  "audio/wav": "audio",
};

/** How content is read or played as it is, by its type; null: not at all. */
export const readingOf = (type: string): "text" | "values" | "workbook" | "video" | "audio" | null =>
  readAs(type) ?? (makesWorkbook(type) ? "workbook" : (PLAYED[type] ?? null));

/** Rows of a table that stand on one screen. */
const ROWS = 500;

/** Part of a table, as far as it is on one screen. */
export interface TablePart extends SheetTable {
  /** The row that the names of the columns are in, where the first one is; shown above every part. */
  head: Cell[] | null;
  /** Rows before the first of these. */
  from: number;
  /** Rows that can be read here; `allRows` are in the file. */
  readable: number;
}

/** The part (from 0) of a table. */
export function partOfTable(
  table: SheetTable,
  wished: number,
): { part: number; parts: number; table: TablePart } {
  const head = namesColumns(table.rows) ? (table.rows[0] ?? null) : null;
  const rows = head ? table.rows.slice(1) : table.rows;
  const parts = Math.max(1, Math.ceil(rows.length / ROWS));
  const part = Math.min(Math.max(0, wished), parts - 1);
  const from = part * ROWS;
  return {
    part,
    parts,
    table: {
      ...table,
      head,
      rows: rows.slice(from, from + ROWS),
      from: from + (head ? 1 : 0),
      readable: table.rows.length,
    },
  };
}

/** True when the first row has words in every column that the second uses, and no two alike. */
function namesColumns([first = [], second = []]: Cell[][]): boolean {
  const words = first.filter((cell) => typeof cell === "string" && /\p{L}/u.test(cell));
  const used = Math.max(second.length, 2);
  return words.length === first.length && first.length >= used && new Set(words).size === words.length;
}
