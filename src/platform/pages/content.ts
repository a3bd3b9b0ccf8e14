import { readFile, stat } from "node:fs/promises";
import { reading } from "../files/compound.ts";
import { decodeText } from "../files/detect.ts";
import { blobStore, FileProblem } from "../files/index.ts";
import { readRange, refinedType } from "../files/refine.ts";
import { convertOffice, makesPdf, makesWorkbook, OfficeFailure } from "../office/index.ts";
import { READ, readAs, readValues, type SheetTable, sheetsAt } from "../reading/index.ts";
import { PageFailure } from "./failure.ts";
import { cache, once, placeOf, remembered } from "./keeping.ts";
import { type Content, contentAt } from "./kind.ts";
import { PAGED } from "./picture.ts";
import { pdfOfTables, pdfOfText } from "./set.ts";
import type { PdfFile } from "./shapes.ts";
import type { Turn } from "./turns.ts";

/**
 * How pages come of content of this type: it has them (PDFs, pictures), LibreOffice makes a PDF of it, or it is set here (text and
 * tables). Null: it has none on this machine.
 */
export const pagesOfType = (type: string): "own" | "office" | "set" | null =>
  PAGED.has(type) ? "own" : makesPdf(type) ? "office" : readAs(type) || makesWorkbook(type) ? "set" : null;

/** What a content is never changes: it is named by its bytes. */
const known = new Map<string, Content>();

async function contentOf(hash: string): Promise<Content> {
  const found = known.get(hash) ?? (await contentAt(await placeOf(hash)));
  known.set(hash, found);
  if (known.size > 5000) known.delete(known.keys().next().value ?? "");
  return found;
}

/**
 * How pages come of a stored content (see `pagesOfType`), and its type: that by which it is stored is one for all old Office files.
 * Nothing is fetched but what tells it.
 */
export async function pagesOfBlob(blob: {
  hash: string;
  size: number;
  type: string;
}): Promise<{ how: "own" | "office" | "set" | null; type: string }> {
  const store = await blobStore();
  const type = await refinedType(blob, (start, end) => readRange(store, blob.hash, start, end)).catch(
    (error: unknown) => {
      if (error instanceof FileProblem && error.code.startsWith("archive-")) return blob.type;
      throw error;
    },
  );
  return { how: pagesOfType(type), type };
}

/** What pages are drawn from: the content, or the PDF that was made of it. */
export interface Drawn {
  picture: boolean;
  file: PdfFile;
}

const MADE = "made.pdf";
const WORKBOOK = "made.xlsx";

/**
 * Makes the PDF of what has no pages of its own, if it is not there (any more): before the queue, so that nobody's page waits for
 * LibreOffice. @throws PageFailure
 */
export async function drawnFrom(hash: string): Promise<Drawn> {
  const { kind } = await contentOf(hash);
  if (kind === "encrypted") throw new PageFailure("encrypted");
  if (kind === "pdf" || kind === "picture")
    return { picture: kind === "picture", file: { key: hash, path: await placeOf(hash) } };
  const path = await made(hash, MADE, async () => {
    if (kind === "office") return office(await placeOf(hash), "pdf");
    if (kind === "workbook" || kind === "sheets") return pdfOfTables(await sheetsOf(hash));
    const { text, truncated } = await textOf(hash);
    if (kind === "text") return pdfOfText(truncated ? `${text}\n…` : text);
    return pdfOfTables([valuesOf(text, truncated)]);
  });
  return { picture: false, file: { key: hash, path } };
}

/** The sheets of a workbook, or of what LibreOffice makes one of. @throws PageFailure */
export async function sheetsOf(hash: string, turn?: Turn): Promise<SheetTable[]> {
  const { kind } = await contentOf(hash);
  if (kind === "encrypted") throw new PageFailure("encrypted");
  const path =
    kind === "sheets"
      ? await made(hash, WORKBOOK, async () => office(await placeOf(hash), "xlsx"))
      : await placeOf(hash);
  const read = () => remembered(`${hash} cells`, async () => sheetsAt(path, (await stat(path)).size));
  const kept = await once(hash, "cells.json", async () => Buffer.from(JSON.stringify(await read())), turn);
  return JSON.parse(kept.toString());
}

/** The beginning of a text, in whatever encoding it is. @throws PageFailure broken, when it is none */
export async function textOf(hash: string, most = READ.text): Promise<{ text: string; truncated: boolean }> {
  const path = await placeOf(hash);
  const { size } = await stat(path);
  const bytes = await reading(path, (read) => read(0, Math.min(size, most)));
  const text = decodeText(bytes, size > most);
  if (text === undefined) throw new PageFailure("broken");
  return { text: text.replace(/^\ufeff/, "").toWellFormed(), truncated: size > most };
}

/** Separated values as one table. @throws PageFailure broken */
export async function tableOf(hash: string): Promise<SheetTable & { more: boolean }> {
  const { text, truncated } = await textOf(hash, READ.values);
  return valuesOf(text, truncated);
}

function valuesOf(text: string, truncated: boolean): SheetTable & { more: boolean } {
  const { rows, more } = readValues(text, READ.rows);
  const shorten = (cell: string) =>
    cell.length > READ.letters ? `${cell.slice(0, READ.letters).toWellFormed()} …` : cell;
  return {
    name: "",
    rows: rows.map((row) => row.slice(0, READ.columns).map(shorten)),
    allRows: rows.length,
    allColumns: rows.reduce((most, row) => Math.max(most, row.length), 0),
    more: more || truncated,
  };
}

/** The bytes of the PDF that was made of a content; null where the content has its own pages. @throws PageFailure */
export async function madePdf(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const { kind } = await contentOf(hash);
  if (kind === "pdf" || kind === "picture") return null;
  return new Uint8Array(await readFile((await drawnFrom(hash)).file.path));
}

async function office(path: string, to: "pdf" | "xlsx"): Promise<Buffer> {
  return convertOffice(path, to).catch((error: unknown) => {
    throw error instanceof OfficeFailure ? new PageFailure(error.reason) : error;
  });
}

const making = new Map<string, Promise<void>>();

/** Where a file lies that is made of a content; it is made if it is not there, once for all who wait. */
async function made(hash: string, name: string, make: () => Promise<Buffer>): Promise<string> {
  const path = cache().path(hash, name);
  if (await cache().has(hash, name)) return path;
  const key = `${hash} ${name}`;
  const work =
    making.get(key) ??
    // A document that LibreOffice does not get through holds up all others while it tries: four times a day are enough.
    remembered(key, async () => cache().put(hash, name, await make()), 6 * 60).finally(() =>
      making.delete(key),
    );
  making.set(key, work);
  await work;
  return path;
}
