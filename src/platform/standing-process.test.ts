import { afterAll, expect, test } from "vitest";
import { standingWorker } from "./standing-worker.ts";
import { WorkerFailure } from "./workers.ts";

type Wish = "answer" | "memory" | "fault" | "ever" | "refuse" | "secrets";

const asked = standingWorker(
  async (start: { name: string }) => async (wish: Wish) => {
    if (wish === "memory") return { held: Array.from({ length: 100 }, () => Buffer.alloc(50e6, 1)).length };
    if (wish === "fault") process.kill(process.pid, "SIGSEGV");
    if (wish === "fault" || wish === "ever") await new Promise(() => {});
    if (wish === "refuse") throw new Error("page-broken");
    if (wish === "secrets")
      return {
        name: Object.keys(process.env)
          .filter((one) => !one.startsWith("NODE_"))
          .join(),
      };
    return { name: start.name, pid: process.pid, pixels: new Uint8Array([1, 2]) };
  },
  { name: "apart" },
  { timeoutMs: 4000, memoryMb: 600, apart: true },
);
afterAll(() => asked.end());
const reason = (wish: Wish) =>
  asked.ask(wish).then(
    () => "answered",
    (error) => (error instanceof WorkerFailure ? error.reason : String(error)),
  );

test("a process apart answers, knows nothing of this one's settings, and whatever becomes of it is a word", async () => {
  const first = await asked.ask("answer");
  expect(first).toMatchObject({ name: "apart", pixels: new Uint8Array([1, 2]) });
  expect((first as { pid: number }).pid).not.toBe(process.pid);
  expect(await asked.ask("secrets")).toEqual({ name: "" });
  expect(await reason("refuse")).toBe("failed");
  expect(await asked.ask("answer")).toEqual(first);
  for (const [wish, word] of [
    ["memory", /^(?:memory|failed)$/],
    ["fault", /^failed$/],
    ["ever", /^timeout$/],
  ] as const) {
    expect(await reason(wish)).toMatch(word);
    // The next who asks is answered by a new process.
    expect(await reason("answer")).toBe("answered");
  }
}, 30_000);
