import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { freePort, startServer } from "./server.ts";

/** A start that does not come to its end leaves nothing running and nothing half-done. */
const folders: string[] = [];
const newFolder = () => {
  const folder = mkdtempSync("/tmp/frontstage-e2e-");
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Attempt {
  process: ChildProcess;
  said(): string;
}

/** Begins a start without waiting for it. */
async function begin(dataDir: string, settings: Record<string, string> = {}): Promise<Attempt> {
  let said = "";
  const port = settings.PORT ?? String(await freePort());
  const child = spawn("node", ["scripts/start.ts"], {
    env: {
      ...process.env,
      BASE_URL: `http://localhost:${port}`,
      LOG_LEVEL: "warn",
      DATA_DIR: dataDir,
      PORT: port,
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk) => {
      said += chunk;
    });
  return { process: child, said: () => said };
}
const ended = async ({ process: child }: Attempt): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};
/** PostgreSQL takes its note away when it ends in good order. */
const databaseRuns = (dataDir: string) => existsSync(join(dataDir, "postgres/postmaster.pid"));
/** Until the first paper of the demonstration has been put on the disk. */
const untilTelling = async (dataDir: string) => {
  while (!existsSync(join(dataDir, "blobs"))) await pause(50);
  await pause(500);
};
const people = async (url: string) =>
  (await (await fetch(`${url}/sign-in`)).text()).match(/name="person"/g)?.length;

describe("a start", () => {
  it("that finds its port taken says so and stops the database that it had started", async () => {
    const taken = createServer();
    await once(taken.listen(0, "127.0.0.1"), "listening");
    const address = taken.address();
    const dataDir = newFolder();
    const PORT = String(typeof address === "object" && address ? address.port : 0);
    const attempt = await begin(dataDir, { PORT });
    expect(await ended(attempt)).toBe(1);
    taken.close();
    expect(attempt.said()).toContain("another program listens");
    expect(databaseRuns(dataDir)).toBe(false);
  });

  it("that is stopped by a signal at any moment ends in good order", async () => {
    const dataDir = newFolder();
    for (const [signal, after] of [
      ["SIGTERM", 250], // while the program is being read and the database made
      ["SIGINT", 1500],
      ["SIGTERM", 3000],
    ] as const) {
      const attempt = await begin(dataDir);
      await pause(after);
      attempt.process.kill(signal);
      // Null: so early that it was no more than Node, and nothing had begun.
      expect([0, null], attempt.said()).toContain(await ended(attempt));
      expect(databaseRuns(dataDir)).toBe(false);
    }
    const server = await startServer({}, dataDir);
    await server.stop();
  });

  it("that was broken off while the demonstration was told tells it anew, whole, the next time", async () => {
    const dataDir = newFolder();
    const stopped = await begin(dataDir, { DEMO: "true" });
    await untilTelling(dataDir);
    stopped.process.kill("SIGTERM");
    expect(await ended(stopped)).toBe(0);
    expect(stopped.said()).toContain("Stopped while starting");
    expect(databaseRuns(dataDir)).toBe(false);

    const killed = await begin(dataDir, { DEMO: "true" });
    await pause(2000);
    await untilTelling(dataDir);
    killed.process.kill("SIGKILL");
    await ended(killed);

    const server = await startServer({ DEMO: "true" }, dataDir);
    expect(killed.said() + server.output()).toContain("told anew from the beginning");
    expect(await people(server.url)).toBe(25);
    await server.stop();
  }, 400_000);
});
