import { fileTypeFromBuffer } from "file-type";

/** Content that a machine would run. Refused whatever it is called. */
export const EXECUTABLE = "application/x-executable";

const EXECUTABLE_TYPES = new Set([
  "application/x-msdownload",
  "application/x-elf",
  "application/x-mach-binary",
  "application/wasm",
  "application/java-vm",
  "application/java-archive",
  "application/vnd.android.package-archive",
  "application/x-ms-shortcut",
]);

/** One name for what has several. */
const ALIASES: Record<string, string> = {
  "application/x-rar-compressed": "application/vnd.rar",
  "application/vnd.ms-outlook": "application/x-cfb",
  "text/xml": "application/xml",
};

/**
 * The type of a file by its first bytes (64 KiB are enough). Formats without a signature are text when every byte is:
 * then HTML and SVG, which a browser would run, are told from plain text. Old Office files, project files and mails are
 * all `application/x-cfb`; what they are is for the extension to say (`types.ts`).
 * @param cut true when `head` is not the whole file
 */
export async function detectType(head: Uint8Array, cut = false): Promise<string> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const type = found && (ALIASES[found.mime] ?? found.mime);
  if (type && EXECUTABLE_TYPES.has(type)) return EXECUTABLE;
  if (type && type !== "application/xml") return type;
  const text = decodeText(head, cut);
  if (text === undefined) return type ?? "application/octet-stream";
  return typeOfText(text);
}

function typeOfText(text: string): string {
  const start = text.slice(0, 4096).trimStart();
  if (start.startsWith("#!")) return EXECUTABLE;
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i.test(start))
    return "image/svg+xml";
  // As a browser would sniff it: any of these near the start, not only a proper document.
  if (/<(?:!doctype\s+html|html|head|body|script|iframe|meta|object|embed)[\s>/]/i.test(start))
    return "text/html";
  return start.startsWith("<?xml") ? "application/xml" : "text/plain";
}

/**
 * The text of `bytes`, or undefined when they are not text: UTF-8 or UTF-16 with a mark, UTF-8 without one, or the
 * Western European encoding of older Windows programs. A zero byte or another control character is no text.
 */
export function decodeText(bytes: Uint8Array, cut = false): string | undefined {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : undefined;
  if (marked) return new TextDecoder(marked).decode(bytes);
  if (
    bytes.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27)
  )
    return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
