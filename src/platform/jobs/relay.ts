import { log } from "../log.ts";

const everyMs = 3000;
const coalesceMs = 20;

let move: (() => Promise<unknown>) | undefined;
let timer: NodeJS.Timeout | undefined;
let running: Promise<void> | undefined;
let again = false;

/** Starts moving asked-for jobs: soon after being woken, and every few seconds for what others left. */
export function startRelay(moveAll: () => Promise<unknown>): void {
  move = moveAll;
  schedule(everyMs);
}

/** A job was asked for in this process. Without a running relay nothing happens; another process will see to it. */
export function wakeRelay(): void {
  if (!move) return;
  if (running) again = true;
  else schedule(coalesceMs);
}

/** Stops after the running move. */
export async function stopRelay(): Promise<void> {
  move = undefined;
  clearTimeout(timer);
  await running;
}

function schedule(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    running = go().finally(() => {
      running = undefined;
      const soon = again;
      again = false;
      if (move) schedule(soon ? coalesceMs : everyMs);
    });
  }, ms);
  timer.unref();
}

async function go(): Promise<void> {
  await move?.().catch((error: unknown) =>
    log().warn({ err: error }, "moving jobs to the queue failed; tried again in seconds"),
  );
}
