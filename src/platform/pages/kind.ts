import { stat } from "node:fs/promises";
import { compoundKind, compoundNames, reading } from "../files/compound.ts";
import { decodeText } from "../files/detect.ts";
import { FileProblem } from "../files/errors.ts";
import { inspectZip } from "../files/zip.ts";
import { separatorOf } from "../reading/values.ts";
import { PageFailure } from "./failure.ts";
import { isPicture } from "./picture.ts";

/**
 * What pages are drawn from, told by the content's bytes and not by what it is called. `office`: LibreOffice makes a PDF of it;
 * `sheets`: it makes a workbook of it; `workbook`, `values` and `text` are set here.
 */
export type ContentKind =
  | "pdf"
  | "picture"
  | "office"
  | "sheets"
  | "workbook"
  | "values"
  | "text"
  | "encrypted";

const HEAD = 64 * 1024;

/** @throws PageFailure missing */
export async function kindOfContent(path: string): Promise<ContentKind> {
  if (await isPicture(path)) return "picture";
  const head = await reading(path, (read) => read(0, HEAD));
  const begin = head.toString("latin1", 0, 8);
  if (begin.startsWith("{\\rtf")) return "office";
  if (begin.startsWith("PK\x03\x04")) return zipped(path, head);
  if (begin.startsWith("\xd0\xcf\x11\xe0")) {
    const kind = compoundKind((await reading(path, compoundNames)) ?? []);
    return kind === "encrypted" ? kind : kind === "xls" ? "sheets" : "office";
  }
  if (head.includes("%PDF-")) return "pdf";
  const text = decodeText(head, head.length === HEAD);
  // What is nothing of all this is refused by PDFium, in its words.
  if (text === undefined) return "pdf";
  return looksLikeValues(text) ? "values" : "text";
}

async function zipped(path: string, head: Buffer): Promise<ContentKind> {
  // The first part of an OpenDocument file is its type, as it stands.
  if (head.toString("latin1", 30, 200).startsWith("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"))
    return "sheets";
  const { size } = await stat(path);
  const { names } = await reading(path, (read) =>
    inspectZip(size, (start, end) => read(start, end - start + 1)),
  ).catch((error: unknown) => {
    if (error instanceof FileProblem)
      throw new PageFailure(error.code === "archive-too-large" ? "too-large" : "broken");
    throw error;
  });
  return names.includes("xl/workbook.xml") ? "workbook" : "office";
}

/** True when every full line of the beginning has as many separators as the first, and there is one at least. */
export function looksLikeValues(text: string): boolean {
  const separator = separatorOf(text);
  const lines = text
    .slice(0, 20_000)
    .replace(/"(?:[^"]|"")*"/g, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, 30);
  if (lines.length > 2 && text.length > 20_000) lines.pop();
  const wanted = (lines[0]?.split(separator).length ?? 1) - 1;
  return lines.length > 1 && wanted > 0 && lines.every((line) => line.split(separator).length - 1 === wanted);
}
