import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { config } from "../config.ts";
import { FileProblem } from "./errors.ts";
import { Intake } from "./intake.ts";
import type { ByteRange, StoredBlob } from "./store.ts";

/**
 * Files on their way in, below `<dataDir>/uploads`, each under the id of its row. What is told to the sender as received is on
 * the disk before it is told (fdatasync): a killed server keeps it, and so does a power cut as far as the disk keeps its word.
 * Several nodes must share the folder, or a balancer must keep a sender on one node.
 */
const folder = (name: "uploads" | "quarantine") => join(config().DATA_DIR, name);
const pathOf = (id: string) => join(folder("uploads"), checkedId(id));

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** Nothing but a UUID may become part of a path. */
function checkedId(id: string): string {
  if (!ID.test(id)) throw new TypeError("not an id");
  return id;
}

/** Bytes between two forcings to the disk: what a killed server makes the sender send again, at most. */
const CHECKPOINT = 16 * 1024 * 1024;
/** Room that uploads leave to the database, in bytes. */
const RESERVE = 500_000_000;

/** Makes the empty file. @throws FileProblem `upload-no-space` when the disk could not take `size` bytes */
export async function createStaged(id: string, size: number): Promise<void> {
  await mkdir(folder("uploads"), { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(folder("uploads"));
  if (bavail * bsize < size + RESERVE) throw new FileProblem("upload-no-space");
  await (await open(pathOf(id), "wx", 0o600)).close();
  await syncFolder(folder("uploads"));
}

/** Bytes that the file has; undefined when there is none. */
export async function stagedSize(id: string): Promise<number | undefined> {
  return (await stat(pathOf(id)).catch(() => undefined))?.size;
}

/**
 * Writes a stream from `offset` on, cutting off what lies beyond it (bytes that arrived and were never acknowledged).
 * `safe` is told each position up to which everything is on the disk, at the end also when the stream broke off.
 * @returns the last such position
 */
export async function writeStaged(
  id: string,
  offset: number,
  stream: AsyncIterable<Uint8Array>,
  safe: (position: number) => Promise<void>,
): Promise<number> {
  const file = await open(pathOf(id), "r+");
  let position = offset;
  let told = offset;
  const settle = async () => {
    if (position === told) return;
    await file.datasync();
    await safe(position);
    told = position;
  };
  try {
    await file.truncate(offset);
    for await (const chunk of stream) {
      for (let at = 0; at < chunk.byteLength; ) {
        const { bytesWritten } = await file.write(chunk, at, chunk.byteLength - at, position);
        at += bytesWritten;
        position += bytesWritten;
      }
      if (position - told >= CHECKPOINT) await settle();
    }
    await settle();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOSPC") throw new FileProblem("upload-no-space");
    await settle();
    throw error;
  } finally {
    await file.close();
  }
  return position;
}

/** Reads the file, as a blob store would. */
export const readStaged = (id: string, range?: ByteRange): Readable =>
  createReadStream(pathOf(id), { highWaterMark: 1024 * 1024, ...range });

/** Size, SHA-256 and type by the first bytes of the whole file, in constant memory. */
export async function measureStaged(id: string): Promise<StoredBlob> {
  const intake = new Intake(Number.MAX_SAFE_INTEGER);
  for await (const chunk of readStaged(id)) intake.take(chunk as Uint8Array);
  return intake.finish();
}

/** Where the file lies, for the store that takes it over. */
export const stagedPath = (id: string): string => pathOf(id);

/** Forgets the file. One that is gone already is no error. */
export const removeStaged = (id: string): Promise<void> => rm(pathOf(id), { force: true });

/** Puts the file aside where nothing serves from: for the deployment's keeper to look at or delete. */
export async function quarantineStaged(id: string): Promise<void> {
  await mkdir(folder("quarantine"), { recursive: true, mode: 0o700 });
  await rename(pathOf(id), join(folder("quarantine"), id));
}

/** The same with content that lay in the store. */
export async function quarantine(name: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await mkdir(folder("quarantine"), { recursive: true, mode: 0o700 });
  await writeFile(join(folder("quarantine"), name), content, { mode: 0o600 });
}

/** Removes files that no row knows and that nobody has written to for an hour. @returns how many */
export async function sweepStaged(known: ReadonlySet<string>): Promise<number> {
  const names = await readdir(folder("uploads")).catch(() => []);
  let removed = 0;
  for (const name of names) {
    if (known.has(name) || !ID.test(name)) continue;
    const written = await stat(pathOf(name)).catch(() => undefined);
    if (!written || Date.now() - written.mtimeMs < 3_600_000) continue;
    await removeStaged(name);
    removed += 1;
  }
  return removed;
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync().finally(() => handle.close());
}
