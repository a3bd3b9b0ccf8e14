import { spawn } from "node:child_process";
import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { type Load, WorkerFailure } from "./workers.ts";

/** Functions that the thread's own calls by name: so that it need not stand in one file. */
// biome-ignore lint/suspicious/noExplicitAny: any function
type Parts = Record<string, (...args: any[]) => any>;

/** A thread that stays and answers one question after the other. */
export interface StandingWorker<I, O> {
  /**
   * @throws WorkerFailure `failed` with the thread's message; `timeout` and `memory` end the thread, and the next
   *   question begins a new one.
   */
  ask(question: I): Promise<O>;
  /** Questions that wait or are being answered. */
  readonly waiting: number;
  end(): Promise<void>;
}

/**
 * As `inWorker`, for a thread (or a process: `apart`) that keeps what is dear to begin with (a library, open files). `begin(start, load, parts)` runs once in the
 * thread and gives the function that answers; it is sent as source text with its `parts`, and all reach nothing but their
 * parameters.
 * Arrays of bytes at the top of an answer are moved, not copied. The thread begins with the first question and ends after
 * `idleMs` without one.
 */
export function standingWorker<S, I, O, P extends Parts = Record<string, never>>(
  begin: (start: S, load: Load, parts: P) => Promise<(question: I) => O | Promise<O>>,
  start: S,
  limits: {
    timeoutMs: number;
    heapMb?: number;
    idleMs?: number;
    parts?: P;
    /** In a process of its own instead of a thread: for native code, whose faults and memory are those of its process. */
    apart?: boolean;
    /** Of a process: all the memory that it may write to. */
    memoryMb?: number;
  },
): StandingWorker<I, O> {
  const { timeoutMs, heapMb = 256, idleMs = 60_000, parts = {}, apart = false, memoryMb = 1500 } = limits;
  interface Question {
    question: I;
    resolve(value: O): void;
    reject(error: WorkerFailure): void;
  }
  const queue: Question[] = [];
  let current: Question | undefined;
  let thread: Standing | undefined;
  let clock: NodeJS.Timeout | undefined;

  function next(): void {
    clearTimeout(clock);
    current = queue.shift();
    if (!current) {
      clock = setTimeout(() => drop(), idleMs);
      clock.unref();
      return;
    }
    thread ??= open();
    thread.ref();
    clock = setTimeout(
      () => settle(new WorkerFailure("timeout", `no answer within ${timeoutMs} ms`), true),
      timeoutMs,
    );
    thread.postMessage(current.question);
  }

  function settle(outcome: { value: O } | WorkerFailure, spoiled: boolean): void {
    const asked = current;
    current = undefined;
    if (spoiled) drop();
    else thread?.unref();
    if (asked) {
      if (outcome instanceof WorkerFailure) asked.reject(outcome);
      else asked.resolve(outcome.value);
    }
    next();
  }

  function drop(): void {
    const old = thread;
    thread = undefined;
    old?.removeAllListeners();
    // A thread that is being ended may still fail; nobody waits for it any more.
    old?.on("error", () => {});
    void old?.terminate();
  }

  function open(): Standing {
    const made = apart
      ? openProcess(source(begin, parts, { start, base: import.meta.url }), memoryMb)
      : openThread(source(begin, parts, { start, base: import.meta.url }), heapMb);
    made.on("message", (answer: { value: O } | { error: string }) => {
      if ("value" in answer) settle(answer, false);
      else if (answer.error === "memory") settle(new WorkerFailure("memory", answer.error), true);
      else settle(new WorkerFailure("failed", answer.error), false);
    });
    made.on("error", (error: Error & { code?: string }) => {
      const reason = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? "memory" : "failed";
      settle(new WorkerFailure(reason, error.message), true);
    });
    made.on("exit", () => settle(new WorkerFailure("failed", "the thread ended without an answer"), true));
    return made;
  }

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        queue.push({ question, resolve, reject });
        if (!current) next();
      }),
    get waiting() {
      return queue.length + (current ? 1 : 0);
    },
    async end() {
      clearTimeout(clock);
      for (const asked of queue.splice(0)) asked.reject(new WorkerFailure("failed", "the thread was ended"));
      drop();
    },
  };
}

/** What a thread and a process have in common. */
interface Standing {
  postMessage(message: unknown): void;
  // biome-ignore lint/suspicious/noExplicitAny: whatever it sends
  on(event: string, listener: (...args: any[]) => void): unknown;
  removeAllListeners(): unknown;
  ref(): void;
  unref(): void;
  terminate(): unknown;
}

function openThread(script: string, heapMb: number): Standing {
  const made = new Worker(
    `"use strict"; const { parentPort: port } = require("node:worker_threads");\n${script}`,
    {
      eval: true,
      execArgv: [],
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    },
  );
  // What a parser prints may quote the file; it is dropped, not logged.
  made.stdout.resume();
  made.stderr.resume();
  return made;
}

const PRLIMIT = "/usr/bin/prlimit";

/** Ends with this process, whatever becomes of it: its channel is closed then. */
function openProcess(script: string, memoryMb: number): Standing {
  const whole = `"use strict"; const port = { postMessage: (message) => process.send(message), on: (name, work) => process.on(name, work) };
process.on("disconnect", () => process.exit());\n${script}`;
  const command = [process.execPath, "-e", whole];
  const limited = existsSync(PRLIMIT)
    ? [PRLIMIT, `--data=${memoryMb * 1024 ** 2}`, "--core=0", ...command]
    : command;
  const child = spawn(limited[0] ?? "", limited.slice(1), {
    env: {},
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  const events = new EventEmitter();
  child.on("message", (message) => events.emit("message", message));
  child.on("error", (error) => events.emit("error", error));
  child.on("exit", (_code, signal) => {
    // Libraries that get no memory end their process themselves.
    if (signal === "SIGABRT" || signal === "SIGKILL") events.emit("message", { error: "memory" });
    else events.emit("exit");
  });
  return {
    postMessage: (message) => child.send(message as object, () => {}),
    on: (event, listener) => events.on(event, listener),
    removeAllListeners: () => events.removeAllListeners(),
    ref() {
      child.ref();
      child.channel?.ref();
    },
    unref() {
      child.unref();
      child.channel?.unref();
    },
    terminate: () => child.kill("SIGKILL"),
  };
}

/** `data` is what both kinds begin with: plain values. */
function source(begin: (...args: never[]) => unknown, parts: Parts, data: unknown): string {
  return `const data = ${JSON.stringify(data)};
const load = require("node:module").createRequire(data.base);
const parts = { ${Object.entries(parts)
    .map(([name, part]) => `${JSON.stringify(name)}: (${part.toString()})`)
    .join(", ")} };
const ready = Promise.resolve().then(() => (${begin.toString()})(data.start, load, parts));
const told = (error) => port.postMessage({ error: String(error?.message ?? error) });
let last = ready;
port.on("message", (question) => {
  last = last.then(() => ready).then((answer) => answer(question)).then((value) => {
    const moved = value && typeof value === "object" ? Object.values(value).filter((part) => part instanceof Uint8Array).map((part) => part.buffer) : [];
    port.postMessage({ value }, moved);
  }).catch(told);
});
ready.catch(() => {});`;
}
