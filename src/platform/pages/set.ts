import { Problem } from "../errors.ts";
import { type SheetTable, said } from "../reading/index.ts";
import { typesetPdf } from "../typeset/index.ts";
import { WorkerFailure } from "../workers.ts";
import { PageFailure } from "./failure.ts";

/** How much is set: a page of text has 68 lines of 104 letters, a table about 20,000 cells. The rest is left out after "…". */
const SET = { lines: 20_000, cells: 20_000 };
const LINE = 104;
const LINES = 68;

/** Pages of a text, as it was written, each letter as wide as the other. @throws PageFailure */
export function pdfOfText(text: string): Promise<Buffer> {
  const lines = linesOf(text);
  const pages: string[] = [];
  for (let at = 0; at < Math.max(1, lines.length); at += LINES)
    pages.push(lines.slice(at, at + LINES).join("\n"));
  return set(textSource, { pages });
}

/** Lines as they fit; what is longer goes on in the next. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.replace(/\f/g, "\n").split(/\r\n?|\n/)) {
    const letters = [...widened(line)];
    for (let at = 0; at === 0 || at < letters.length; at += LINE) {
      if (lines.length >= SET.lines) return [...lines, "…"];
      lines.push(
        letters
          .slice(at, at + LINE)
          .join("")
          .trimEnd(),
      );
    }
  }
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

const widened = (line: string) => {
  let out = "";
  for (const letter of line) out += letter === "\t" ? " ".repeat(4 - (out.length % 4)) : letter;
  // Marks that say nothing to a reader.
  return out.replace(/\p{Cc}/gu, "");
};

/** Pages of tables, each table on pages as wide as it needs. Values are as they stand in the file: days as year-month-day. @throws PageFailure */
export function pdfOfTables(tables: SheetTable[]): Promise<Buffer> {
  let left = SET.cells;
  const sheets = tables.map(({ name, rows, allRows, allColumns }) => {
    const width = Math.max(
      1,
      rows.reduce((most, row) => Math.max(most, row.length), 0),
    );
    const shown = rows
      .slice(0, Math.floor(left / width))
      .map((row) => Array.from({ length: width }, (_, at) => said(row[at] ?? "")));
    left -= shown.length * width;
    return {
      name,
      rows: shown,
      widths: widthsOf(shown, width),
      cut: shown.length < allRows || width < allColumns,
    };
  });
  return set(tableSource, { sheets });
}

/** In points: as wide as the longest of the letters, between two bounds. */
const widthsOf = (rows: string[][], columns: number) =>
  Array.from({ length: columns }, (_, column) => {
    const longest = rows.reduce(
      (most, row) => Math.max(most, ...(row[column] ?? "").split("\n").map((line) => line.length)),
      2,
    );
    return Math.min(220, 12 + longest * 4.4);
  });

async function set(source: string, inputs: unknown): Promise<Buffer> {
  try {
    return Buffer.from(await typesetPdf(source, { inputs, archivable: false }));
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "typeset-failed") throw error;
    const reason = error.cause instanceof WorkerFailure ? error.cause.reason : "failed";
    throw new PageFailure(reason === "timeout" ? "too-complex" : reason === "memory" ? "memory" : "broken");
  }
}

const textSource = `#let data = json(bytes(sys.inputs.data))
#set document(title: "Text")
#set page(width: 595pt, height: 842pt, margin: (x: 42pt, y: 40pt))
#set text(font: "DejaVu Sans Mono", size: 8pt, lang: "en", hyphenate: false)
#show raw: set text(font: "DejaVu Sans Mono", size: 8pt)
#set par(leading: 4.9pt)
#for (index, page) in data.pages.enumerate() {
  if index > 0 { pagebreak() }
  raw(page, block: true)
}`;

const tableSource = `#let data = json(bytes(sys.inputs.data))
#set document(title: "Table")
#set text(font: "Libertinus Serif", size: 8.5pt, lang: "en", hyphenate: false)
#let letters(n) = if n < 26 { str.from-unicode(65 + n) } else { letters(calc.quo(n, 26) - 1) + letters(calc.rem(n, 26)) }
#for sheet in data.sheets {
  let width = calc.max(420, sheet.widths.sum() + 30 + 48)
  set page(width: width * 1pt, height: width * if width < 720 { 1.414pt } else { 0.707pt }, margin: 24pt)
  if sheet.name != "" { heading(outlined: true, bookmarked: true, level: 1, text(size: 11pt, sheet.name)) }
  if sheet.rows.len() > 0 {
    table(
      columns: (30pt, ..sheet.widths.map(w => w * 1pt)),
      inset: 3pt,
      stroke: 0.4pt + luma(170),
      fill: (x, y) => if x == 0 or y == 0 { luma(240) },
      table.header([], ..range(sheet.widths.len()).map(n => text(fill: luma(90), letters(n)))),
      ..sheet.rows.enumerate().map(((index, row)) => (text(fill: luma(90), str(index + 1)), ..row.map(cell => text(cell)))).flatten()
    )
  }
  if sheet.cut [ … ]
}`;
