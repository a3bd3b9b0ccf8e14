import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isHash } from "../files/store.ts";

/** Changes when pages come out differently, so that older images are made anew. */
export const EDITION = "4";

/**
 * What was made of a file, below `<dataDir>/pages/<edition>/ab/<hash>/<name>`: page images and text. Everything in it can
 * be made again, so nothing is forced to the disk, and a lost or cut file is no harm.
 */
export function pageCache(dataDir: string) {
  const root = join(dataDir, "pages");
  const folderOf = (hash: string) => {
    if (!isHash(hash)) throw new Error("not a hash");
    return join(root, EDITION, hash.slice(0, 2), hash);
  };
  return {
    /** For copies of blobs that lie elsewhere. */
    copies: join(root, EDITION, "copies"),
    /** Where a file lies that was put here: for what reads here and there in it. */
    path: (hash: string, name: string) => join(folderOf(hash), name),
    async get(hash: string, name: string): Promise<Buffer | undefined> {
      const path = join(folderOf(hash), name);
      try {
        const kept = await readFile(path);
        await readLately(path);
        return kept;
      } catch {
        return undefined;
      }
    },
    /** True when it is there, and has something in it; counts as reading it. */
    async has(hash: string, name: string): Promise<boolean> {
      return readLately(join(folderOf(hash), name)).catch(() => false);
    },
    async put(hash: string, name: string, bytes: Uint8Array): Promise<void> {
      const path = join(folderOf(hash), name);
      const beside = `${path}.${randomUUID()}`;
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        await writeFile(beside, bytes, { mode: 0o600 });
        await rename(beside, path);
      } catch {
        // A full disk must not keep anybody from a page that is already made.
        await rm(beside, { force: true }).catch(() => {});
      }
    },
    /** Everything made of a file that is gone, and the copy of it that was fetched from elsewhere. */
    async remove(hash: string): Promise<void> {
      await rm(folderOf(hash), { recursive: true, force: true });
      await rm(join(root, EDITION, "copies", hash), { force: true });
    },
    /** Removes what was made by older editions, and what was read longest ago until the rest is within `bytes`. */
    async sweep(bytes: number): Promise<number> {
      for (const edition of await readdir(root).catch(() => []))
        if (edition !== EDITION) await rm(join(root, edition), { recursive: true, force: true });
      const files: { path: string; size: number; at: number }[] = [];
      for (const entry of await readdir(join(root, EDITION), { recursive: true, withFileTypes: true }).catch(
        () => [],
      )) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const known = await stat(path).catch(() => undefined);
        if (known) files.push({ path, size: known.size, at: known.mtimeMs });
      }
      let total = files.reduce((sum, file) => sum + file.size, 0);
      let removed = 0;
      for (const file of files.sort((a, b) => a.at - b.at)) {
        if (total <= bytes) break;
        await rm(file.path, { force: true });
        total -= file.size;
        removed += 1;
      }
      return removed;
    },
  };
}

/** What was read lately is swept last. One touch a day is enough to know. */
async function readLately(path: string): Promise<boolean> {
  const { mtimeMs, size } = await stat(path);
  if (Date.now() - mtimeMs > DAY) await utimes(path, new Date(), new Date());
  return size > 0;
}

const DAY = 24 * 60 * 60 * 1000;
