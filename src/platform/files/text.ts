import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engine, engineParts } from "../pages/engine.ts";
import type { Answer, Asked, PdfFile } from "../pages/shapes.ts";
import { standingWorker } from "../standing-worker.ts";
import { WorkerFailure } from "../workers.ts";
import { decodeText } from "./detect.ts";
import { localFile } from "./local.ts";
import type { BlobStore } from "./store.ts";

/** Why there is no text, or not all of it. */
export type NoTextReason =
  | "unsupported"
  | "too-large"
  | "encrypted"
  | "broken"
  | "timeout"
  | "memory"
  | "no-text";

export interface ExtractedText {
  /** Normalised (NFC), lines by `\n`, pages by a form feed; empty when there is a `reason` and nothing was read. */
  text: string;
  /** Pages of the document; 0 when it has none. */
  pages: number;
  /** True when a limit cut the text. */
  truncated: boolean;
  reason?: NoTextReason;
}

export interface TextLimits {
  /** Larger files are not read, in bytes. Default 100 MiB. */
  bytes: number;
  /** Pages after these are left out. Default 1,000. */
  pages: number;
  /** Characters after these are left out. Default 1,000,000: a PostgreSQL `tsvector` ends at one megabyte. */
  characters: number;
  /** In milliseconds. Default 30,000. */
  timeoutMs: number;
  /** What PDFium may hold, in MiB; the file is read in pieces where it lies. Default 512. */
  memoryMb: number;
}

export const TEXT_LIMITS: TextLimits = {
  bytes: 100 * 1024 ** 2,
  pages: 1000,
  characters: 1_000_000,
  timeoutMs: 30_000,
  memoryMb: 512,
};

const TEXT_TYPES = /^(?:text\/(?!html)|message\/rfc822$)/;

/**
 * The searchable text of a stored PDF or text file. Never throws for what the file is like, and never hangs: PDFium
 * (WebAssembly) runs in a thread of its own with caps on time and memory, beside those that draw pages, so that nobody's page
 * waits for a search index. A missing blob or a failing store does throw.
 */
export async function extractText(
  store: BlobStore,
  file: { hash: string; size: number; type: string },
  limits: Partial<TextLimits> = {},
): Promise<ExtractedText> {
  const { bytes, characters } = { ...TEXT_LIMITS, ...limits };
  const isPdf = file.type === "application/pdf";
  if (!isPdf && !TEXT_TYPES.test(file.type)) return none("unsupported");
  if (isPdf && file.size > bytes) return none("too-large");
  if (file.size === 0) return none("no-text");
  if (isPdf) return inFolder(async (folder) => read(await localFile(store, file.hash, folder), limits));
  // Text is read no further than needed: at most four bytes a character.
  const end = Math.min(file.size, characters * 4) - 1;
  const content = new Uint8Array(end + 1);
  let at = 0;
  for await (const chunk of await store.open(file.hash, { start: 0, end })) {
    content.set(chunk as Uint8Array, at);
    at += (chunk as Uint8Array).byteLength;
  }
  const text = decodeText(content, end + 1 < file.size);
  return text === undefined ? none("broken") : { ...cut(text, characters), pages: 0 };
}

/** As `extractText`, of a PDF's bytes. */
export async function textOfPdf(
  content: Uint8Array<ArrayBuffer>,
  limits: Partial<TextLimits> = {},
): Promise<ExtractedText> {
  return inFolder(async (folder) => {
    const path = join(folder, "content.pdf");
    await writeFile(path, content);
    return read(path, limits);
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "frontstage-text-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(path: string, limits: Partial<TextLimits>): Promise<ExtractedText> {
  const { pages, characters, timeoutMs, memoryMb } = { ...TEXT_LIMITS, ...limits };
  const start = { memory: memoryMb * 1024 ** 2, open: 1 };
  const thread = standingWorker(engine, start, { timeoutMs, parts: engineParts });
  try {
    const file: PdfFile = { key: randomUUID(), path };
    const asked: Asked = { ask: "letters", file, from: 0, pages, characters };
    const found = (await thread.ask(asked)) as Answer["letters"];
    const { text, truncated } = cut(found.texts.join("\f"), characters);
    const result = { text, pages: found.pages, truncated: truncated || found.texts.length < found.pages };
    return text.trim() === "" ? { ...result, text: "", reason: "no-text" } : result;
  } catch (error) {
    if (error instanceof WorkerFailure) return none(reasonOf(error));
    throw error;
  } finally {
    await thread.end();
  }
}

function reasonOf({ reason, message }: WorkerFailure): NoTextReason {
  if (reason !== "failed") return reason;
  return message === "encrypted" ? "encrypted" : "broken";
}

const none = (reason: NoTextReason): ExtractedText => ({ text: "", pages: 0, truncated: false, reason });

/** Also drops what PostgreSQL cannot store (zero bytes) and what is no character (halves of pairs, soft breaks of PDFium). */
function cut(text: string, characters: number): { text: string; truncated: boolean } {
  const clean = text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[\ufffe\uffff\ufffd]|(?![\n\f\t])\p{Cc}/gu, "")
    .normalize("NFC");
  return { text: clean.slice(0, characters).toWellFormed(), truncated: clean.length > characters };
}
