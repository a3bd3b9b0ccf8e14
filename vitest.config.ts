import { defineConfig } from "vitest/config";
import { catalogues } from "./catalogues.vite.ts";

export default defineConfig({
  plugins: [catalogues()],
  test: {
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: ["tests/e2e/**", "node_modules/**", "build/**"],
    globalSetup: ["tests/fixtures/global-setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // By itself Vitest leaves one processor idle, which on two is half of the machine.
    maxWorkers: "100%",
  },
});
