import { cpus } from "node:os";
import { type StandingWorker, standingWorker } from "../standing-worker.ts";
import { WorkerFailure } from "../workers.ts";
import { engine, engineParts } from "./engine.ts";
import { PageFailure, reasonOf } from "./failure.ts";
import { endPictures } from "./picture.ts";
import type { Answer, Asked } from "./shapes.ts";

/** Longest that one page may take, and what PDFium may hold in a thread. */
export const LIMITS = { timeoutMs: 20_000, memory: 768 * 1024 ** 2, open: 4 };

type Engine = StandingWorker<Asked, Answer[Asked["ask"]]>;
interface Place {
  thread: Engine;
  /** Documents that it has lately been asked for: it probably has them open. */
  recent: string[];
}

/** One core is left to the people who wait for a screen. */
const places: Place[] = Array.from({ length: Math.min(4, Math.max(1, cpus().length - 1)) }, () => ({
  thread: standingWorker(
    engine,
    { memory: LIMITS.memory, open: LIMITS.open },
    { timeoutMs: LIMITS.timeoutMs, parts: engineParts },
  ),
  recent: [],
}));

/** Asks a thread, the one that has the document open if it is not much busier than the others. @throws PageFailure */
export async function askEngine<A extends Asked["ask"]>(
  asked: Extract<Asked, { ask: A }>,
): Promise<Answer[A]> {
  const least = Math.min(...places.map((place) => place.thread.waiting));
  const key = asked.file.key;
  const place =
    places.find((one) => one.recent.includes(key) && one.thread.waiting <= least + 1) ??
    places.find((one) => one.thread.waiting === least);
  if (!place) throw new PageFailure("broken");
  place.recent = [key, ...place.recent.filter((one) => one !== key)].slice(0, LIMITS.open);
  try {
    return (await place.thread.ask(asked)) as Answer[A];
  } catch (error) {
    if (error instanceof WorkerFailure) throw new PageFailure(reasonOf(error));
    throw error;
  }
}

/** Ends the threads and processes that draw, at a stop. */
export async function endPages(): Promise<void> {
  await Promise.all([...places.map((place) => place.thread.end()), endPictures()]);
}
