import { refused } from "#platform/errors.ts";
import { blobStore, megabytes } from "#platform/files/index.ts";
import { LARGEST } from "./pdf.ts";

/** The bytes of a file of moderate size. @throws Problem export-too-large */
export async function bytesOf({
  hash,
  size,
}: {
  hash: string;
  size: number;
}): Promise<Uint8Array<ArrayBuffer>> {
  if (size > LARGEST) throw refused("export-too-large", { megabytes: megabytes(LARGEST) });
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const chunk of await (await blobStore()).open(hash)) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
