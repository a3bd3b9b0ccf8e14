import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";

/** A server of the built project, run as its users run it. */
export interface TestServer {
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Stops in good order and removes the data. */
  stop(): Promise<void>;
}

/** A port that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Starts the built server and waits until it is ready. `settings` are environment variables (DEMO, SMTP_URL …); `cwd` is a folder laid out as the project's. */
export async function startServer(
  settings: Record<string, string> = {},
  dataDir = mkdtempSync("/tmp/frontstage-e2e-"),
  cwd = process.cwd(),
): Promise<TestServer> {
  const port = settings.PORT ?? String(await freePort());
  const url = `http://localhost:${port}`;
  let said = "";
  const child = spawn("node", ["scripts/start.ts"], {
    env: { ...process.env, BASE_URL: url, LOG_LEVEL: "warn", DATA_DIR: dataDir, PORT: port, ...settings },
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    said += chunk;
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for (let tries = 0; ; tries += 1) {
    if (child.exitCode !== null || tries > 1200) throw new Error(`the server did not start:\n${said}`);
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    // Answers are given before the start is told of, with the first owner's link.
    if (ready && said.includes("http")) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    dataDir,
    process: child,
    output: () => said,
    async stop() {
      child.kill("SIGTERM");
      await gone;
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
