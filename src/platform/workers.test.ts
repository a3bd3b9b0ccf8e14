import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build, createServer } from "vite";
import { afterAll, expect, test } from "vitest";
import { inWorker } from "./workers.ts";

// Inside the checkout, so that what was built finds its packages as the real build does.
const folder = await mkdtemp(join("node_modules", ".workers-test-"));
afterAll(() => rm(folder, { recursive: true }));
const entry = resolve(folder, "entry.ts");
await writeFile(
  entry,
  `import { textOfPdf } from "#platform/files/text.ts";
import { typesetPdf } from "#platform/typeset/index.ts";
export const words = async () => (await textOfPdf(await typesetPdf('#set document(title: "x")\\nFound'))).text.trim();
if (process.argv.includes("--print")) console.log(await words());`,
);

test("tasks find their packages in the server build, minified too", async () => {
  for (const minify of [false, true]) {
    const outDir = resolve(folder, `built-${minify}`);
    await build({
      configFile: false,
      logLevel: "silent",
      build: { ssr: entry, outDir, minify, rollupOptions: { output: { format: "es" } } },
    });
    const { stdout } = await promisify(execFile)(process.execPath, [join(outDir, "entry.js"), "--print"], {
      cwd: "/",
    });
    expect(stdout.trim()).toBe("Found");
  }
});

test("and in the development server", async () => {
  const server = await createServer({
    configFile: false,
    logLevel: "silent",
    appType: "custom",
    server: { middlewareMode: true, ws: false },
  });
  const loaded = (await server.ssrLoadModule(entry)) as { words: () => Promise<string> };
  expect(await loaded.words()).toBe("Found");
  await server.close();
});

test("a task that never ends is ended, and its place is free again", async () => {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const forever = (shared: Int32Array) => {
    for (;;) Atomics.add(shared, 0, 1);
  };
  const tries = [1, 2, 3].map(() => inWorker(forever, beats, { timeoutMs: 300 }));
  for (const result of await Promise.allSettled(tries))
    expect(result).toMatchObject({ reason: { reason: "timeout" } });
  await new Promise((later) => setTimeout(later, 200));
  const counted = Atomics.load(beats, 0);
  await new Promise((later) => setTimeout(later, 100));
  expect(counted).not.toBe(0);
  expect(Atomics.load(beats, 0)).toBe(counted);
  const greedy = () => {
    const kept: string[][] = [];
    for (;;) kept.push(new Array<string>(100_000).fill("x"));
  };
  await expect(inWorker(greedy, null, { timeoutMs: 20_000, heapMb: 32 })).rejects.toMatchObject({
    reason: "memory",
  });
  expect(await inWorker((n: number) => n + 1, 1, { timeoutMs: 5000 })).toBe(2);
});
