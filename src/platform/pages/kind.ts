import { stat } from "node:fs/promises";
import { reading } from "../files/compound.ts";
import { decodeText, detectType } from "../files/detect.ts";
import { FileProblem } from "../files/errors.ts";
import { LOCKED, refinedType } from "../files/refine.ts";
import { makesWorkbook } from "../office/index.ts";
import { readAs } from "../reading/index.ts";
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

export interface Content {
  kind: ContentKind;
  /** As its bytes have it: an Office document's own, where those that hold files share one. */
  type: string;
}

const HEAD = 64 * 1024;

/** Archives, compound files, RTF. */
const PACKED = /^(?:504b0304|d0cf11e0|7b5c727466)/;

/** @throws PageFailure missing, broken, too-large */
export async function contentAt(path: string): Promise<Content> {
  const picture = await isPicture(path);
  const head = await reading(path, (read) => read(0, HEAD));
  const { size } = await stat(path);
  const detected = await detectType(head, size > head.length);
  if (picture) return { kind: "picture", type: detected };
  if (PACKED.test(head.toString("hex", 0, 8))) {
    const type = await refinedAt(path, size, detected);
    if (type === LOCKED) return { kind: "encrypted", type };
    if (readAs(type) === "workbook") return { kind: "workbook", type };
    return { kind: makesWorkbook(type) ? "sheets" : "office", type };
  }
  // What is nothing of all this is refused by PDFium, in its words.
  const text = head.includes("%PDF-") ? undefined : decodeText(head, size > head.length);
  if (text === undefined) return { kind: "pdf", type: detected };
  return { kind: looksLikeValues(text) ? "values" : "text", type: detected };
}

async function refinedAt(path: string, size: number, detected: string): Promise<string> {
  try {
    return await reading(path, (read) =>
      refinedType({ size, type: detected }, (start, end) => read(start, Math.max(0, end - start + 1))),
    );
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw new PageFailure(error.code === "archive-too-large" ? "too-large" : "broken");
  }
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
