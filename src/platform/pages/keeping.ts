import { cpus } from "node:os";
import { config } from "../config.ts";
import { blobStore } from "../files/index.ts";
import { localFile } from "../files/local.ts";
import { pageCache } from "./cache.ts";
import { PageFailure, type PageReason } from "./failure.ts";
import { sharedMaking } from "./making.ts";
import { type Turn, turns } from "./turns.ts";

/** One piece is drawn in a thread while another is being written as PNG. */
const queue = turns(Math.min(4, Math.max(1, cpus().length - 1)) + 1);
const shared = sharedMaking<Buffer>((work, turn) => queue.add(work, turn));

/** Pieces of work that wait, for the metrics. */
export const pagesWaiting = (): number => queue.waiting;

/** What was made of contents, below DATA_DIR. */
export const cache = () => pageCache(config().DATA_DIR);

/** Where a content's bytes lie on this machine. */
export const placeOf = async (hash: string) => localFile(await blobStore(), hash, cache().copies);

/** Forgets what was made of a file that is gone. */
export const forgetPages = (hash: string): Promise<void> => cache().remove(hash);

/** Removes page images read longest ago until they take `bytes` at most; gives how many. */
export const sweepPages = (bytes: number): Promise<number> => cache().sweep(bytes);

/** What is made of a content is made once, in its turn, for all who wait, and kept. */
export async function once(
  hash: string,
  name: string,
  make: () => Promise<Buffer>,
  turn?: Turn,
): Promise<Buffer> {
  const known = await cache().get(hash, name);
  if (known && known.byteLength > 0) return known;
  return shared(
    `${hash} ${name}`,
    async () => {
      const bytes = await make();
      await cache().put(hash, name, bytes);
      return bytes;
    },
    turn,
  );
}

/** Pages that took too long or too much, for a while: everybody who looks asks for several sizes of them. */
const heavy = new Map<string, { failure: PageFailure; until: number }>();

const LASTING = new Set<PageReason>(["too-complex", "memory", "broken"]);

/** Does work that somebody's file makes dear; a file that took too long or too much is not tried again for a while (ten minutes). */
export async function remembered<T>(key: string, work: () => Promise<T>, minutes = 10): Promise<T> {
  const known = heavy.get(key);
  if (known && known.until > Date.now()) throw known.failure;
  heavy.delete(key);
  try {
    return await work();
  } catch (error) {
    if (error instanceof PageFailure && LASTING.has(error.reason)) {
      heavy.set(key, { failure: error, until: Date.now() + minutes * 60_000 });
      if (heavy.size > 1000) heavy.delete(heavy.keys().next().value ?? "");
    }
    throw error;
  }
}
