import { defineConfig } from "vitest/config";
import { catalogues } from "./catalogues.vite.ts";

/** End to end: the built server with the demonstration's data, real Chromium. One worker: the machine is small. */
export default defineConfig({
  plugins: [catalogues()],
  test: {
    include: ["tests/e2e/**/*.test.ts"],
    globalSetup: ["tests/e2e/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a busy machine; how quick it is, bench/ tells.
    expect: { poll: { timeout: 30_000 } },
    maxWorkers: 1,
    fileParallelism: false,
  },
});
