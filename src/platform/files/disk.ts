import { randomUUID } from "node:crypto";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { FileProblem } from "./errors.ts";
import { Intake } from "./intake.ts";
import { type BlobStore, isHash } from "./store.ts";

/** A temporary file this old belongs to no upload any more: the process that wrote it is gone. */
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Blobs under `<dataDir>/blobs/ab/cd/<hash>`. A blob is written to `<dataDir>/blobs/incoming/`, which is on the same
 * file system, forced to the disk, renamed into place (atomic), and the directory forced too: after a power cut it is
 * there whole or not at all. Files of uploads that were cut by a crash are removed at a start a day later.
 */
export async function diskStore(dataDir: string): Promise<BlobStore> {
  const root = join(dataDir, "blobs");
  const incoming = join(root, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await removeStale(incoming);
  const pathOf = (hash: string) => join(root, hash.slice(0, 2), hash.slice(2, 4), hash);

  return {
    async put(stream, { limit }) {
      const temporary = join(incoming, randomUUID());
      const intake = new Intake(limit);
      try {
        await write(temporary, stream, intake);
        const stored = await intake.finish();
        const path = pathOf(stored.hash);
        if ((await sizeOf(path)) === stored.size) await rm(temporary);
        else await settle(temporary, path, root);
        return stored;
      } catch (error) {
        await rm(temporary, { force: true });
        if (isDiskError(error)) throw new FileProblem("file-store-away", {}, { cause: error });
        throw error;
      }
    },

    async adopt(from, { hash, size }) {
      const path = pathOf(hash);
      try {
        if ((await sizeOf(path)) !== size)
          await settle(from, path, root).catch(async (error: unknown) => {
            if (codeOf(error) !== "EXDEV") throw error;
            await settle(await copied(from, incoming), path, root);
          });
        await rm(from, { force: true });
      } catch (error) {
        if (isDiskError(error)) throw new FileProblem("file-store-away", {}, { cause: error });
        throw error;
      }
    },

    async open(hash, range) {
      if (!isHash(hash)) throw new FileProblem("file-missing");
      // Opened before it is promised: a missing blob is an error here, not in the middle of a response.
      const file = await open(pathOf(hash), "r").catch((cause: unknown) => {
        throw isMissing(cause)
          ? new FileProblem("file-missing")
          : new FileProblem("file-store-away", {}, { cause });
      });
      return file.createReadStream({ highWaterMark: 128 * 1024, ...range }) as Readable;
    },

    path: (hash) => resolve(pathOf(hash)),

    async has(hash) {
      return isHash(hash) && (await sizeOf(pathOf(hash))) !== undefined;
    },

    async remove(hash) {
      if (isHash(hash)) await rm(pathOf(hash), { force: true });
    },
  };
}

async function write(path: string, stream: AsyncIterable<Uint8Array>, intake: Intake): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    for await (const chunk of stream) {
      intake.take(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Renames into place, then makes the names themselves durable, up to the root of the store. */
async function settle(temporary: string, path: string, root: string): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  for (const directory of [folder, dirname(folder), root]) {
    const handle = await open(directory, "r");
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}

/** A copy in the store's own file system, forced to the disk: a rename would cross over. */
async function copied(from: string, incoming: string): Promise<string> {
  const here = join(incoming, randomUUID());
  await copyFile(from, here);
  const copy = await open(here, "r+");
  await copy.sync().finally(() => copy.close());
  return here;
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function removeStale(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    // Another process may have finished with it between the listing and now.
    const written = await stat(path).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code;
const isMissing = (error: unknown) => codeOf(error) === "ENOENT";
const isDiskError = (error: unknown) =>
  ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EACCES", "EMFILE"].includes(codeOf(error) ?? "");
