import { type Lock, type Locker, ERRORS as said } from "@tus/server";

const PATIENCE_MS = 20_000;

interface Held {
  release: () => Promise<void> | void;
  waiting: (() => void)[];
}

/**
 * One request at a time writes to an upload. Whoever comes next asks the one before to stop: mostly that one's line was cut
 * without anybody telling the server, and its sender is the one who now comes back. In memory, so for one process; two
 * processes that write the same upload write the same bytes to the same places, and the hash at the end judges.
 */
export function uploadLocks(): Locker {
  const held = new Map<string, Held>();
  return { newLock: (id) => new UploadLock(id, held) };
}

class UploadLock implements Lock {
  readonly #id: string;
  readonly #held: Map<string, Held>;
  constructor(id: string, held: Map<string, Held>) {
    this.#id = id;
    this.#held = held;
  }

  async lock(signal: AbortSignal, release: () => Promise<void> | void): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      if (signal.aborted || Date.now() > until) throw said.ERR_LOCK_TIMEOUT;
      const other = this.#held.get(this.#id);
      if (!other) break;
      void other.release();
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PATIENCE_MS);
        const wake = () => {
          clearTimeout(timer);
          resolve();
        };
        other.waiting.push(wake);
        signal.addEventListener("abort", wake, { once: true });
      });
    }
    this.#held.set(this.#id, { release, waiting: [] });
  }

  async unlock(): Promise<void> {
    const mine = this.#held.get(this.#id);
    this.#held.delete(this.#id);
    for (const wake of mine?.waiting ?? []) wake();
  }
}
