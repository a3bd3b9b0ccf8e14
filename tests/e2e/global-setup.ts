import type { TestProject } from "vitest/node";
import { startServer } from "./server.ts";

/** One server with the demonstration's data for all files; tests that write do so in rooms of their own where it matters. */
export default async function setup(project: TestProject) {
  // While a test is written: E2E_URL names a demonstration that runs already.
  if (process.env.E2E_URL) return project.provide("url", process.env.E2E_URL);
  const server = await startServer({ DEMO: "true" });
  project.provide("url", server.url);
  return () => server.stop();
}

declare module "vitest" {
  interface ProvidedContext {
    url: string;
  }
}
