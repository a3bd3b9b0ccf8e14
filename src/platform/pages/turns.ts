/** How soon somebody needs it: the page that is looked at, one that comes near, a thumbnail or a search, a job's work. */
export type Urgency = "seen" | "near" | "small" | "later";
const ranks: Record<Urgency, number> = { seen: 0, near: 1, small: 2, later: 3 };

/** For whom work waits. Without it: for nobody in particular, at once. */
export interface Turn {
  urgency?: Urgency;
  /** People take turns, however much one of them asks for. */
  who?: string;
  /** Aborted when nobody waits any more (a closed connection): work that has not begun is dropped. */
  signal?: AbortSignal;
}

/** Work that was dropped before it began, since everybody who waited has gone. */
export class Dropped extends Error {
  override name = "Dropped";
}

/** Work in the queue. */
export interface Queued<T> {
  done: Promise<T>;
  /** Somebody needs it sooner than was thought. */
  raise(urgency: Urgency): void;
  /** Takes it out if it has not begun; `done` is then refused with `Dropped`. */
  drop(): void;
}

interface Waiting {
  rank: number;
  who: string;
  since: number;
  begin(): Promise<void>;
  refuse(error: Error): void;
}

/**
 * A queue for work of which `places` pieces run at once: more urgent before less urgent, among equals the person who was
 * served longest ago. What has waited for `patienceMs` counts as one step more urgent, so that nothing waits for ever.
 */
export function turns(places: number, patienceMs = 5000) {
  const waiting = new Set<Waiting>();
  const served = new Map<string, number>();
  let running = 0;
  let count = 0;

  const rankOf = (one: Waiting, now: number) => one.rank - Math.floor((now - one.since) / patienceMs);

  function next(): void {
    if (running >= places) return;
    const now = Date.now();
    let best: Waiting | undefined;
    for (const one of waiting) {
      if (!best) best = one;
      else {
        const order =
          rankOf(one, now) - rankOf(best, now) || (served.get(one.who) ?? 0) - (served.get(best.who) ?? 0);
        if (order < 0) best = one;
      }
    }
    if (!best) return;
    waiting.delete(best);
    served.delete(best.who);
    served.set(best.who, ++count);
    // Who has not asked for long is as new.
    if (served.size > 500) served.delete(served.keys().next().value ?? "");
    running += 1;
    void best.begin().finally(() => {
      running -= 1;
      next();
    });
    next();
  }

  return {
    add<T>(work: () => Promise<T>, { urgency = "seen", who = "" }: Turn = {}): Queued<T> {
      let one: Waiting | undefined;
      const done = new Promise<T>((resolve, reject) => {
        one = {
          rank: ranks[urgency],
          who,
          since: Date.now(),
          begin: () => work().then(resolve, reject),
          refuse: reject,
        };
        waiting.add(one);
      });
      next();
      return {
        done,
        raise(sooner) {
          if (one) one.rank = Math.min(one.rank, ranks[sooner]);
        },
        drop() {
          if (one && waiting.delete(one)) one.refuse(new Dropped());
        },
      };
    },
    /** Pieces that wait. */
    get waiting() {
      return waiting.size;
    },
  };
}
