import { EXECUTABLE } from "./detect.ts";
import { FileProblem } from "./errors.ts";
import { imageSize } from "./image-size.ts";
import { COMPOUND, LOCKED, readRange, refinedType } from "./refine.ts";
import type { BlobStore, StoredBlob } from "./store.ts";
import { EXECUTABLE_EXTENSIONS, type FileCategory, type FileKind, kindByContent, kindOf } from "./types.ts";
import type { ZipLimits } from "./zip.ts";

/** What a person gave us, judged and named: what a row about the file keeps. */
export interface AdmittedFile {
  hash: string;
  /** In bytes. */
  size: number;
  /** The type to serve it as. */
  type: string;
  category: FileCategory;
  /** The file's name without folders and control characters, with an extension that fits. */
  name: string;
}

export interface AdmitLimits {
  zip?: ZipLimits;
  /** Width × height. The default takes an A0 sheet scanned at 300 dots an inch. */
  maxPixels?: number;
}

const MAX_PIXELS = 250_000_000;

/**
 * Judges a stored blob by its bytes and its name, before a row names it. The name never decides alone: the content must be
 * what the extension says. A name without an extension gets the one of its content.
 * @throws FileProblem `file-empty`, `file-executable`, `file-type-not-allowed`, `file-type-mismatch`, `archive-damaged`, `archive-too-large`
 *   or `image-too-large`
 */
export async function admit(
  store: Pick<BlobStore, "open">,
  blob: StoredBlob,
  givenName: string,
  limits: AdmitLimits = {},
): Promise<AdmittedFile> {
  const name = cleanName(givenName);
  if (blob.size === 0) throw new FileProblem("file-empty", { name });
  const read = (start: number, end: number) => readRange(store, blob.hash, start, end);
  const detected = await refinedType(blob, read, limits.zip);
  const { kind, fullName } = judge(name, detected);
  if (kind.category === "image") {
    const head = await read(0, Math.min(blob.size, 1024 * 1024) - 1);
    const size = imageSize(head, kind.type);
    const limit = limits.maxPixels ?? MAX_PIXELS;
    if (size && size.width * size.height > limit)
      throw new FileProblem("image-too-large", { name, megapixels: Math.floor(limit / 1_000_000) });
  }
  return { hash: blob.hash, size: blob.size, type: kind.type, category: kind.category, name: fullName };
}

const OFFICE = new Set<FileCategory>(["document", "spreadsheet", "presentation"]);

/** The rule of names and contents alone. `detected` is what `detectType` said. */
export function judge(name: string, detected: string): { kind: FileKind; fullName: string } {
  const extension = extensionOf(name);
  if (detected === EXECUTABLE || EXECUTABLE_EXTENSIONS.has(extension))
    throw new FileProblem("file-executable", { name });
  const byContent = kindByContent(detected);
  // No extension, or only what looks like one ("Offer 2.3"): the content decides.
  if (!kindOf(extension) && byContent && !/^[a-z][a-z0-9]{1,4}$/.test(extension)) {
    return { kind: byContent, fullName: `${name}.${byContent.extension}` };
  }
  const kind = kindOf(extension);
  if (!kind) throw new FileProblem("file-type-not-allowed", { name, extension });
  const fits =
    kind.looksLike.includes(detected) ||
    (kind.looksLike.includes(COMPOUND) && kind.type === detected) ||
    // What has a password says no more than that; it is taken, and shown to be locked.
    (detected === LOCKED && OFFICE.has(kind.category));
  if (!fits) {
    throw new FileProblem("file-type-mismatch", { name, extension, found: byContent?.extension ?? "" });
  }
  return { kind, fullName: name };
}

/**
 * What a name alone rules out, so that nobody sends gigabytes in vain.
 * @throws FileProblem `file-executable`, `file-type-not-allowed`
 */
export function judgeName(name: string): void {
  const extension = extensionOf(name);
  if (EXECUTABLE_EXTENSIONS.has(extension)) throw new FileProblem("file-executable", { name });
  if (/^[a-z][a-z0-9]{1,4}$/.test(extension) && !kindOf(extension))
    throw new FileProblem("file-type-not-allowed", { name, extension });
}

/** The last part of a path from any system, without control and direction-changing characters, at most 200 characters. */
export function cleanName(given: string): string {
  const last = given.split(/[/\\]/).pop() ?? "";
  const plain = last
    .normalize("NFC")
    // Bidirectional overrides make "gpj.exe" read as "exe.jpg".
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  if (!plain) return "file";
  const points = [...plain];
  if (points.length <= 200) return plain;
  const tail = `.${extensionOf(plain)}`;
  return points.slice(0, 200 - tail.length).join("") + (tail.length > 1 ? tail : "");
}

/** Lower case, without the dot; empty when there is none. */
export function extensionOf(name: string): string {
  return /\.([^.\s]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
