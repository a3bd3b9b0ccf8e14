import { Readable } from "node:stream";
import { FileProblem } from "./errors.ts";
import { whileHeld } from "./held.ts";
import type { BlobStore, ByteRange } from "./store.ts";
import { isInlineType } from "./types.ts";

export interface ServedFile {
  hash: string;
  /** In bytes, as the row about the file keeps it. */
  size: number;
  type: string;
  /** What it is called when saved. */
  name: string;
  /** `inline` is a wish: types that a browser could run are downloaded all the same. Default `attachment`. */
  disposition?: "inline" | "attachment";
  /** Asked again while the bytes flow: whether this person may still have them. Absent: nobody takes them away. */
  holds?: () => Promise<boolean>;
}

/**
 * The answer to GET or HEAD for a stored blob, after the caller has made sure that this person may see it: whole, one
 * range (RFC 9110 §14), 304 or 416. Several ranges in one request are answered with the whole, which the standard
 * allows. Cached privately and asked for again each time, so that a right that was taken away is gone at once.
 * @throws FileProblem `file-missing` when the row is there and the blob is not
 */
export async function serveBlob(request: Request, store: BlobStore, file: ServedFile): Promise<Response> {
  const etag = `"${file.hash}"`;
  const headers = commonHeaders(file, etag);
  if (stillHolds(request, file.hash)) return new Response(null, { status: 304, headers });
  const range = wantedRange(request, file.size, etag);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.size}`);
    for (const name of ["content-type", "content-disposition"]) headers.delete(name);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range ? range.end - range.start + 1 : file.size));
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${file.size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") {
    if (!(await store.has(file.hash))) throw new FileProblem("file-missing");
    return new Response(null, { status, headers });
  }
  const stream = await store.open(file.hash, range);
  request.signal.addEventListener("abort", () => stream.destroy(), { once: true });
  const body = file.holds ? Readable.from(whileHeld(stream, file.holds), { objectMode: false }) : stream;
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { status, headers });
}

function commonHeaders(file: ServedFile, etag: string): Headers {
  const inline = file.disposition === "inline" && isInlineType(file.type);
  return new Headers({
    "accept-ranges": "bytes",
    // Not transformed: a compressed answer would make ranges and the length mean something else.
    "cache-control": "private, no-cache, no-transform",
    "content-disposition": contentDisposition(inline ? "inline" : "attachment", file.name),
    "content-security-policy": inline ? inlinePolicy(file.type) : "default-src 'none'; sandbox",
    "content-type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
    "cross-origin-resource-policy": "same-origin",
    etag,
    "x-content-type-options": "nosniff",
  });
}

/**
 * A shown file may load nothing and run nothing. PDF goes without `sandbox`: whether a viewer opens a sandboxed
 * document is left to each browser, and the viewers are themselves kept apart from the page's origin.
 */
function inlinePolicy(type: string): string {
  if (type === "application/pdf")
    return "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";
  return "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
}

/**
 * RFC 6266 with the extended notation of RFC 8187: an ASCII name for old clients, the full one for all others. Nothing
 * of the name can end the header or the quoted text.
 */
export function contentDisposition(kind: "inline" | "attachment", name: string): string {
  const whole = name.toWellFormed().replace(/\p{Cc}/gu, "");
  const ascii = whole
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]|["\\%/]/g, "_");
  const header = `${kind}; filename="${ascii}"`;
  if (ascii === whole) return header;
  const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return `${header}; filename*=UTF-8''${encodeURIComponent(whole).replace(/['()*]/g, percent)}`;
}

/**
 * Whether the asker's copy of a blob holds, so that `serveBlob` gives no bytes: weak comparison, as If-None-Match asks (RFC 9110
 * §13.1.2). Whoever notes who gets bytes asks this too: two readings of the header would leave a gap between them.
 */
export function stillHolds(request: Request, hash: string): boolean {
  const header = request.headers.get("if-none-match");
  if (header === null) return false;
  const etag = `"${hash}"`;
  return header.split(",").some((tag) => tag.trim() === "*" || tag.trim().replace(/^W\//, "") === etag);
}

function wantedRange(request: Request, size: number, etag: string): ByteRange | "unsatisfiable" | undefined {
  const condition = request.headers.get("if-range");
  if (condition !== null && condition !== etag) return undefined;
  return parseRange(request.headers.get("range"), size);
}

/** One range of bytes; undefined means the whole (no header, another unit, several ranges). */
export function parseRange(header: string | null, size: number): ByteRange | "unsatisfiable" | undefined {
  const set = /^\s*bytes\s*=(.*)$/i.exec(header ?? "")?.[1];
  if (set === undefined || set.includes(",")) return undefined;
  const [, first = "", last = ""] = /^\s*(\d*)-(\d*)\s*$/.exec(set) ?? [];
  if (first === "" && last === "") return "unsatisfiable";
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return start >= size || end < start || (last !== "" && Number(last) < start)
    ? "unsatisfiable"
    : { start, end };
}
