import { blobStore, extractText, textOfPdf } from "#platform/files/index.ts";
import {
  type Closed,
  closedBy,
  closedFor,
  madePdf,
  PageFailure,
  pagesOfBlob,
  sheetsOf,
} from "#platform/pages/index.ts";
import { readAs, type SheetTable, said } from "#platform/reading/index.ts";

interface Searchable {
  text: string;
  /** 0 when it has none. */
  pages: number;
  /** What blob.text_state becomes. */
  state: "read" | "none" | "failed";
  /** It cannot be opened at all. */
  closed: Closed | null;
}

/** Raised whenever more is read of files than before, or better: what was read until then is read again, little by little. */
export const READER = 1;

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
      return { text, pages: 0, state: text ? "read" : "none", closed: null };
    }
    const pdf = how === "office" ? await madePdf(blob.hash) : null;
    const { text, pages, reason } = pdf ? await textOfPdf(pdf) : await extractText(await blobStore(), blob);
    const nothing = reason === "unsupported" || reason === "no-text";
    const state = text ? "read" : nothing ? "none" : "failed";
    // Text is text, however garbled; of the rest its pages tell.
    const closed =
      text || how === "set" ? null : (closedBy(reason) ?? (await closedFor(blob, { urgency: "later" })));
    return { text, pages, state, closed };
  } catch (error) {
    if (error instanceof PageFailure)
      return { text: "", pages: 0, state: "failed", closed: closedBy(error.reason) };
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
