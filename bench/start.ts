/**
 * From the start of the process to its first answer on an existing database, and how much memory Node and PostgreSQL hold when
 * idle (proportional set size, so that what processes share is counted once; Linux). `node bench/start.ts`
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { median, serve } from "./deployment.ts";
import { alone, type Result } from "./result.ts";

export async function start(): Promise<Result[]> {
  const dataDir = mkdtempSync("/tmp/frontstage-bench-");
  try {
    await (await serve({ DATA_DIR: dataDir, DEMO: "true" })).stop(); // the first start makes the database and loads the stories
    const times: number[] = [];
    const worked: number[] = [];
    let memory = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      const server = await serve({ DATA_DIR: dataDir, DEMO: "true" });
      times.push(server.startedIn);
      worked.push(processorTime(server.process.pid ?? 0));
      if (turn === 4) {
        // Threads that draw pages end after a minute without a question.
        await new Promise((wait) => setTimeout(wait, 80_000));
        const database = Number(
          readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0],
        );
        // The embedded database descends from the server: counted once.
        memory = [...new Set([...family(server.process.pid ?? 0), ...family(database)])].reduce(
          (sum, pid) => sum + proportional(pid),
          0,
        );
      }
      await server.stop();
    }
    return [
      { what: "start to first answer, existing database", value: median(times), unit: "ms", budget: 3000 },
      {
        what: "processor time of Node until then (does not grow with the machine's load)",
        value: median(worked),
        unit: "ms",
      },
      { what: "idle memory of Node and PostgreSQL", value: memory / 1024, unit: "MB", budget: 400 },
    ];
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A process and all that descend from it. */
function family(root: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const found = [root];
  for (const pid of found)
    for (const [child, parent] of parents) if (parent === pid && !found.includes(child)) found.push(child);
  return found;
}

function parentOf(pid: string): number {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return 0;
  }
}

/** Milliseconds that a process has worked, from the kernel's hundredths of a second. */
function processorTime(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Kilobytes. */
function proportional(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

await alone(import.meta.main, start);
