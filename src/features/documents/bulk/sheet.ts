import writeExcelFile, { type Cell, type SheetData } from "write-excel-file/node";

/** A column of a sheet: its heading, width in characters, and what stands in it. */
export interface SheetColumn<Row> {
  header: string;
  width: number;
  value(row: Row): string | Date | number | null;
}

/** What no XML may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not get in
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** The most that one cell of a spreadsheet holds. */
const longest = 32_000;

/**
 * Every text is a cell of the type text, whatever it begins with: a spreadsheet program shows `=1+1` as it stands and works
 * nothing out. Dates are dates, so that they sort.
 */
function cell(value: string | Date | number | null): Cell {
  if (value === null || value === "") return null;
  if (value instanceof Date) return { value, type: Date, format: "yyyy-mm-dd", align: "left" };
  if (typeof value === "number") return { value, type: Number };
  const text = value.toWellFormed().replace(unfit, "").slice(0, longest);
  // The library looks texts up in a plain object, where these names are something else already: with a space they are none.
  return { value: text in {} ? `${text} ` : text, type: String, wrap: true };
}

/** One sheet of a workbook: headings in the first line, which stays in sight. */
export interface Sheet {
  name: string;
  data: SheetData;
  widths: number[];
}

/** Puts rows into a sheet. Excel allows 31 characters of a name, and some not at all. */
export function sheetOf<Row>(
  name: string,
  columns: readonly SheetColumn<Row>[],
  rows: readonly Row[],
): Sheet {
  return {
    name: name.replace(/[\\/?*[\]:]/g, " ").slice(0, 31),
    widths: columns.map(({ width }) => width),
    data: [
      columns.map(({ header }) => ({ value: header, type: String, fontWeight: "bold", wrap: true })),
      ...rows.map((row) => columns.map(({ value }) => cell(value(row)))),
    ],
  };
}

/** A workbook as bytes. */
export async function workbook(sheets: readonly Sheet[]): Promise<Buffer> {
  return writeExcelFile(
    sheets.map(({ name, data, widths }) => ({
      data,
      sheet: name,
      stickyRowsCount: 1,
      columns: widths.map((width) => ({ width })),
    })),
  ).toBuffer();
}
