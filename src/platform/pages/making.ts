import { Dropped, type Queued, type Turn, type Urgency } from "./turns.ts";

interface Made<T> {
  queued: Queued<T>;
  interested: number;
}

/**
 * The same thing is made once for all who ask for it at the same time. It is dropped from the queue only when all of
 * them have gone.
 */
export function sharedMaking<T>(add: (work: () => Promise<T>, turn: Turn) => Queued<T>) {
  const making = new Map<string, Made<T>>();
  return async (key: string, work: () => Promise<T>, turn: Turn = {}): Promise<T> => {
    if (turn.signal?.aborted) throw new Dropped();
    const known = making.get(key);
    const one = known ?? { queued: add(work, turn), interested: 0 };
    if (known) known.queued.raise(turn.urgency ?? ("seen" satisfies Urgency));
    else {
      making.set(key, one);
      const forget = () => making.delete(key);
      one.queued.done.then(forget, forget);
    }
    one.interested += 1;
    const { signal } = turn;
    if (!signal) return one.queued.done;
    return new Promise<T>((resolve, reject) => {
      const gone = () => {
        one.interested -= 1;
        if (one.interested === 0) one.queued.drop();
        reject(new Dropped());
      };
      signal.addEventListener("abort", gone, { once: true });
      one.queued.done.then(resolve, reject).finally(() => signal.removeEventListener("abort", gone));
    });
  };
}
