import { defineConfig } from "vitest/config";
import { catalogues } from "./catalogues.vite.ts";

/** Files that start servers of their own and share nothing: two at a time. */
const withOwnServers = [
  "tests/e2e/{cli,identity,input,kill,proxy,second-start,start,upload}.test.ts",
  "tests/e2e/visibility/*.test.ts",
];

/** End to end: the built server and real Chromium. */
export default defineConfig({
  plugins: [catalogues()],
  test: {
    testTimeout: 300_000,
    hookTimeout: 120_000,
    // What is waited for comes late on a busy machine; how quick it is, bench/ tells.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "own servers",
          include: withOwnServers,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        // All on one server with the demonstration's data, so one after the other.
        extends: true,
        test: {
          name: "demonstration",
          include: ["tests/e2e/*.test.ts"],
          exclude: withOwnServers,
          globalSetup: ["tests/e2e/global-setup.ts"],
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
