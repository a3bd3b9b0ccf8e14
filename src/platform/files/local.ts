import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { FileProblem } from "./errors.ts";
import { type BlobStore, isHash } from "./store.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * The path of a blob's bytes on this machine, for what must read here and there in a file. Of the disk store it is the blob itself;
 * from S3 a copy is fetched once, into `folder`, where what can be made again lies.
 * @throws FileProblem `file-missing`
 */
export async function localFile(store: BlobStore, hash: string, folder: string): Promise<string> {
  if (!isHash(hash)) throw new FileProblem("file-missing");
  const own = store.path?.(hash);
  if (own) return own;
  const path = join(folder, hash);
  const known = await stat(path).catch(() => undefined);
  // What was read lately is swept last.
  if (known && Date.now() - known.mtimeMs > DAY) await utimes(path, new Date(), new Date()).catch(() => {});
  if (known) return path;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = `${path}.${randomUUID()}`;
  try {
    await pipeline(await store.open(hash), createWriteStream(beside, { mode: 0o600 }));
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
  return path;
}
