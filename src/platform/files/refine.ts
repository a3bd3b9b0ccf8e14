import { compoundKind, compoundNames } from "./compound.ts";
import { EXECUTABLE } from "./detect.ts";
import type { BlobStore } from "./store.ts";
import { kindOf } from "./types.ts";
import { inspectZip, type ReadRange, type ZipLimits } from "./zip.ts";

/** Old Office files, mails, project files: what `detectType` says of all of them. */
export const COMPOUND = "application/x-cfb";
/** An Office document with a password: that is all that can be told of it. */
export const LOCKED = "application/x-locked-office";

/**
 * The type of what holds other files, told by what it holds; of anything else, the type that was detected.
 * @throws FileProblem `archive-damaged`, `archive-too-large`
 */
export async function refinedType(
  { size, type }: { size: number; type: string },
  read: ReadRange,
  limits?: ZipLimits,
): Promise<string> {
  if (type === COMPOUND)
    return ofCompound((await compoundNames((at, length) => read(at, Math.min(at + length, size) - 1))) ?? []);
  return isZip(type) ? ofZip(type, (await inspectZip(size, read, limits)).names) : type;
}

function ofCompound(names: string[]): string {
  const kind = compoundKind(names);
  if (kind === "encrypted") return LOCKED;
  return kind === "doc" || kind === "xls" || kind === "ppt" ? (kindOf(kind)?.type ?? COMPOUND) : COMPOUND;
}

const isZip = (type: string) =>
  type === "application/zip" || /openxmlformats|opendocument|visio|epub/.test(type);

/** Office files whose first bytes only say "zip" (their parts may lie in any order) are told by the parts they hold. */
function ofZip(type: string, names: string[]): string {
  // A document with macros, whatever it is called.
  if (names.some((name) => /^(?:word|xl|ppt)\/vbaProject\.bin$/i.test(name))) return EXECUTABLE;
  if (type !== "application/zip") return type;
  const has = (part: string) => names.includes(part);
  if (has("META-INF/MANIFEST.MF") && names.some((name) => name.endsWith(".class"))) return EXECUTABLE;
  if (!has("[Content_Types].xml")) return type;
  const main = { "word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx" };
  for (const [part, extension] of Object.entries(main)) if (has(part)) return kindOf(extension)?.type ?? type;
  return type;
}

/** Bytes `start` to `end` (inclusive) of a blob. */
export async function readRange(
  store: Pick<BlobStore, "open">,
  hash: string,
  start: number,
  end: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.open(hash, { start, end })) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}
