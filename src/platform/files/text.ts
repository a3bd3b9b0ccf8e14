import { inWorker, type Load, WorkerFailure } from "../workers.ts";
import { decodeText } from "./detect.ts";
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
  /** Larger files are not read, in bytes. Default 100 MiB: the whole file is held once, in the thread. */
  bytes: number;
  /** Pages after these are left out. Default 1,000. */
  pages: number;
  /** Characters after these are left out. Default 1,000,000: a PostgreSQL `tsvector` ends at one megabyte. */
  characters: number;
  /** In milliseconds. Default 30,000. */
  timeoutMs: number;
  /** What PDFium may hold, in MiB, the file included. Default 512. */
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
 * (WebAssembly) runs in a thread with caps on time and memory. A missing blob or a failing store does throw.
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
  // Text is read no further than needed: at most four bytes a character.
  const end = Math.min(file.size, isPdf ? bytes : characters * 4) - 1;
  const content = new Uint8Array(end + 1);
  let at = 0;
  for await (const chunk of await store.open(file.hash, { start: 0, end })) {
    content.set(chunk as Uint8Array, at);
    at += (chunk as Uint8Array).byteLength;
  }
  if (isPdf) return textOfPdf(content, limits);
  const text = decodeText(content, end + 1 < file.size);
  return text === undefined ? none("broken") : { ...cut(text, characters), pages: 0 };
}

/** As `extractText`, of a PDF's bytes, whose buffer is moved to the thread: do not use it afterwards. */
export async function textOfPdf(
  content: Uint8Array<ArrayBuffer>,
  limits: Partial<TextLimits> = {},
): Promise<ExtractedText> {
  const { pages, characters, timeoutMs, memoryMb } = { ...TEXT_LIMITS, ...limits };
  try {
    const input = { content, pages, characters, memory: memoryMb * 1024 ** 2 };
    const read = await inWorker(readPdf, input, { timeoutMs }, [content.buffer]);
    const { text, truncated } = cut(read.texts.join("\f"), characters);
    const result = { text, pages: read.pages, truncated: truncated || read.texts.length < read.pages };
    return text.trim() === "" ? { ...result, text: "", reason: "no-text" } : result;
  } catch (error) {
    if (error instanceof WorkerFailure) return none(reasonOf(error));
    throw error;
  }
}

function reasonOf({ reason, message }: WorkerFailure): NoTextReason {
  if (reason !== "failed") return reason;
  if (/password|security/i.test(message)) return "encrypted";
  return message === "memory cap" ? "memory" : "broken";
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

interface PdfInput {
  content: Uint8Array;
  pages: number;
  characters: number;
  memory: number;
}

/** Runs in the thread (see `inWorker`): reaches nothing but its parameters. */
async function readPdf(
  { content, pages, characters, memory }: PdfInput,
  load: Load,
): Promise<{ texts: string[]; pages: number }> {
  // The heap cap of a thread does not count WebAssembly, so growth is refused here.
  const grow = WebAssembly.Memory.prototype.grow;
  let capped = false;
  WebAssembly.Memory.prototype.grow = function (delta) {
    capped ||= this.buffer.byteLength + delta * 65536 > memory;
    if (capped) throw new RangeError("memory cap");
    return grow.call(this, delta);
  };
  try {
    const { PDFiumLibrary } = load("@hyzyla/pdfium") as typeof import("@hyzyla/pdfium");
    const library = await PDFiumLibrary.init();
    const document = await library.loadDocument(content);
    const count = document.getPageCount();
    const texts: string[] = [];
    let length = 0;
    for (let index = 0; index < Math.min(count, pages) && length < characters; index++) {
      const page = document.getPage(index);
      const text = page.getText();
      // The wrapper closes a page only after rendering it; a thousand open pages would hold all their content.
      const inner = page as unknown as { module: { _FPDF_ClosePage(page: number): void }; pageIdx: number };
      inner.module._FPDF_ClosePage(inner.pageIdx);
      texts.push(text);
      length += text.length;
    }
    return { texts, pages: count };
  } catch (error) {
    // PDFium tells a failed allocation as one of its other errors.
    throw capped ? new Error("memory cap") : error;
  }
}
