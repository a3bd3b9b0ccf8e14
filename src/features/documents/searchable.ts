import { blobStore, extractText, textOfPdf } from "#platform/files/index.ts";
import { madePdf, PageFailure, pagesOfBlob, sheetsOf } from "#platform/pages/index.ts";
import { readAs, type SheetTable, said } from "#platform/reading/index.ts";

interface Searchable {
  text: string;
  /** 0 when it has none. */
  pages: number;
  /** What blob.text_state becomes. */
  state: "read" | "none" | "failed";
}

/** Letters of a workbook that are searched. */
const LETTERS = 1_000_000;

/**
 * What of a file is found by search: the text of PDFs and text files, what spreadsheets have in their cells, and of other Office
 * documents the text of the PDF that LibreOffice makes. Never throws for what the file is like.
 */
export async function searchableText(blob: {
  hash: string;
  size: number;
  type: string;
}): Promise<Searchable> {
  try {
    const { how, type } = await pagesOfBlob(blob);
    if (how === "set" && (readAs(type) ?? "workbook") === "workbook") {
      const text = cellsOf(await sheetsOf(blob.hash, { urgency: "later" }));
      return { text, pages: 0, state: text ? "read" : "none" };
    }
    const pdf = how === "office" ? await madePdf(blob.hash) : null;
    const { text, pages, reason } = pdf ? await textOfPdf(pdf) : await extractText(await blobStore(), blob);
    const nothing = reason === "unsupported" || reason === "no-text";
    return { text, pages, state: text ? "read" : nothing ? "none" : "failed" };
  } catch (error) {
    if (error instanceof PageFailure) return { text: "", pages: 0, state: "failed" };
    throw error;
  }
}

/** A line a row, without what PostgreSQL cannot store. */
function cellsOf(sheets: SheetTable[]): string {
  let text = "";
  for (const { name, rows } of sheets) {
    text += `${name}\n`;
    for (const row of rows) {
      const line = row.map(said).filter(Boolean).join("\t");
      if (line) text += `${line}\n`;
      if (text.length > LETTERS) break;
    }
  }
  const clean = text.toWellFormed().replace(/(?![\n\t])\p{Cc}/gu, " ");
  return clean.normalize("NFC").slice(0, LETTERS).toWellFormed().trim();
}
