import { Worker } from "node:worker_threads";

/** Why a task in a worker gave no value. `failed`: the task itself threw; its message is in `message`. */
export type WorkerFailureReason = "timeout" | "memory" | "failed";

export class WorkerFailure extends Error {
  override name = "WorkerFailure";
  readonly reason: WorkerFailureReason;
  constructor(reason: WorkerFailureReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

export interface WorkerLimits {
  /** From the start of the thread, in milliseconds; waiting for a free place does not count. */
  timeoutMs: number;
  /** Cap of the JavaScript heap, in MiB. WebAssembly and native memory are not counted by it. Default 256. */
  heapMb?: number;
}

/** Loads a package by name, as `require` does. The only way a task reaches anything outside itself. */
export type Load = (name: string) => unknown;

/** Threads at once: parsing somebody's file must not take every core from the people who wait for a page. */
const PLACES = 2;
let running = 0;
const waiting: (() => void)[] = [];

/**
 * Runs `task(input, load)` in a thread of its own and gives its value, or throws `WorkerFailure`.
 *
 * The task is sent as its own source text, so it must be self-contained: no imports and no variables from around it,
 * only its two parameters and what JavaScript itself offers; packages come from `load("name")`. In return there is no
 * second file to find: it works the same in plain Node, in Vitest, in Vite's development server and in the single-file
 * server build, where `new Worker(new URL("./x.ts", import.meta.url))` has no file to point to
 * (docs/decisions/0006-text-extraction.md).
 *
 * `input` and the value are structured-cloned; list buffers in `transfer` to move them instead. The thread has no
 * environment variables, and ends with the task.
 */
export async function inWorker<I, O>(
  task: (input: I, load: Load) => O | Promise<O>,
  input: I,
  limits: WorkerLimits,
  transfer: ArrayBuffer[] = [],
): Promise<O> {
  if (running < PLACES) running += 1;
  else await new Promise<void>((free) => waiting.push(free));
  try {
    return await runOnce(task, input, limits, transfer);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

function runOnce<I, O>(
  task: (input: I, load: Load) => O | Promise<O>,
  input: I,
  { timeoutMs, heapMb = 256 }: WorkerLimits,
  transfer: ArrayBuffer[],
): Promise<O> {
  const worker = new Worker(source(task), {
    eval: true,
    workerData: { input, base: import.meta.url },
    transferList: transfer,
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  // What a parser prints may quote the file; it is dropped, not logged.
  worker.stdout.resume();
  worker.stderr.resume();
  return new Promise<O>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new WorkerFailure("timeout", `no answer within ${timeoutMs} ms`));
      void worker.terminate();
    }, timeoutMs);
    worker.once("message", (answer: { value: O } | { error: string }) => {
      if ("value" in answer) resolve(answer.value);
      else reject(new WorkerFailure("failed", answer.error));
      void worker.terminate();
    });
    worker.once("error", (error: Error & { code?: string }) => {
      const reason = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "failed";
      reject(new WorkerFailure(reason, error.message));
    });
    worker.once("exit", () => {
      clearTimeout(timer);
      reject(new WorkerFailure("failed", "the thread ended without an answer"));
    });
  });
}

/** The text of a thread's script: the task, and the few lines that call it. */
function source(task: (...args: never[]) => unknown): string {
  return `"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const load = require("node:module").createRequire(workerData.base);
const task = (${task.toString()});
Promise.resolve()
  .then(() => task(workerData.input, load))
  .then((value) => parentPort.postMessage({ value }), (error) => parentPort.postMessage({ error: String(error?.message ?? error) }));`;
}
