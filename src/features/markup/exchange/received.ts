import type { Readable } from "node:stream";
import { refused } from "#platform/errors.ts";
import { annotationsIn } from "./pdf.ts";
import { xfdfOf } from "./xfdf.ts";

/** Largest file that comments are brought in from. */
export const FILE_LIMIT = 50 * 1024 ** 2;
const XFDF_LIMIT = 10 * 1024 ** 2;

/** A file with comments as XFDF, whichever of the two kinds it was. @throws Problem import-not-xfdf on `file` */
export async function xfdfFrom({ stream }: { stream: Readable }): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const bytes = new Uint8Array(Buffer.concat(chunks));
  const begins = Buffer.from(bytes.subarray(0, 1024)).toString("latin1");
  if (begins.includes("%PDF-")) return xfdfOf(await annotationsIn(bytes), "");
  if (!/^(?:\u00ef\u00bb\u00bf)?\s*</.test(begins) || bytes.length > XFDF_LIMIT)
    throw refused("import-not-xfdf", {}, "file");
  return new TextDecoder().decode(bytes);
}
