let worker: Worker | undefined;
const waiting = new Map<string, (hash: string | null) => void>();

/** The SHA-256 of a file, found in a thread of its own while the file is being sent; null where that cannot be had. */
export function hashOf(key: string, file: Blob): Promise<string | null> {
  const promise = new Promise<string | null>((resolve) => waiting.set(key, resolve));
  try {
    worker ??= startWorker();
    worker.postMessage({ key, file });
  } catch {
    answer(key, null);
  }
  return promise;
}

function startWorker(): Worker {
  const made = new Worker(new URL("./hash.worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<{ key: string; hash: string | null }>) =>
    answer(data.key, data.hash);
  made.onerror = () => {
    worker = undefined;
    for (const key of waiting.keys()) answer(key, null);
  };
  return made;
}

function answer(key: string, hash: string | null): void {
  waiting.get(key)?.(hash);
  waiting.delete(key);
}
