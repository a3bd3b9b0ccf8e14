import { pageTexts, sheetsOf, type Turn, tableOf, textOf } from "#platform/pages/index.ts";
import { readingOf } from "./reading.ts";

/**
 * The page (from 0) on which a row of a table (`row` from 1, `sheet` from 1) or a line of a text stands, once it is set as pages; so
 * whoever reads a file as it is goes on where they were. Null: it is no such file.
 */
export async function pageOfRow(
  content: { hash: string; type: string },
  pdf: string,
  search: URLSearchParams,
  turn: Turn,
): Promise<number | null> {
  const rows = await rowsOf(content, turn);
  if (!rows) return null;
  const number = (name: string) => Math.max(0, Math.floor(Number(search.get(name) ?? 1) || 1) - 1);
  return pageWith(rows, number("sheet"), number("row"), await pageTexts(pdf, turn));
}

/** Rows as text, a list a sheet. */
async function rowsOf(
  { hash, type }: { hash: string; type: string },
  turn: Turn,
): Promise<string[][] | null> {
  const reading = readingOf(type);
  if (reading === "text") return [(await textOf(hash)).text.split("\n")];
  const sheets =
    reading === "values" ? [await tableOf(hash)] : reading === "workbook" ? await sheetsOf(hash, turn) : null;
  return sheets?.map(({ rows }) => rows.map((row) => row.map(said).join(" "))) ?? null;
}

const said = (cell: unknown): string =>
  typeof cell === "object" && cell !== null && "at" in cell ? String(cell.at) : String(cell);

/**
 * Numbers and dates are set otherwise than they are kept, and pages have heads and feet; so the page is the one as far into all
 * letters as the row is, unless one next to it has the row's own letters.
 */
export function pageWith(sheets: string[][], sheet: number, row: number, pages: readonly string[]): number {
  const bare = (text: string) => text.replace(/\s+/g, "");
  const length = (rows: readonly string[]) => rows.reduce((sum, one) => sum + bare(one).length, 0);
  const before =
    sheets.slice(0, sheet).reduce((sum, rows) => sum + length(rows), 0) +
    length((sheets[sheet] ?? []).slice(0, row));
  const all = Math.max(1, length(sheets.flat()));
  const letters = pages.map((text) => bare(text));
  const wanted = ((before + 0.5) / all) * length(letters);
  let reached = 0;
  const near = letters.findIndex((text) => {
    reached += text.length;
    return reached > wanted;
  });
  const page = near < 0 ? Math.max(0, pages.length - 1) : near;
  const own = bare(sheets[sheet]?.[row] ?? "").slice(0, 30);
  return [page, page - 1, page + 1].find((one) => own !== "" && letters[one]?.includes(own)) ?? page;
}
