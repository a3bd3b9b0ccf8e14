import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** How long a database that is found may take to answer: after a crash it first reads what was written last. */
const patience = 60_000;

/**
 * The process of a database that outlived its server (which was killed, or is the one beside which a command runs). It is
 * given only once it answers. A note of a process that is gone, is only waiting to be buried, or whose number another
 * program has by now (containers count from one again) is no database; the last kind of note is taken away, because
 * PostgreSQL would refuse to start beside it.
 * @throws Error when the process lives and does not answer.
 */
export async function leftoverDatabase(databaseDir: string, ownerUrl: string): Promise<number | undefined> {
  const note = join(databaseDir, "postmaster.pid");
  const pid = existsSync(note) ? Number(readFileSync(note, "utf8").split("\n")[0]) : Number.NaN;
  if (!Number.isInteger(pid) || pid <= 1) return;
  const until = Date.now() + patience;
  while (isRunning(pid)) {
    if (!isDatabase(pid)) {
      rmSync(note, { force: true });
      return;
    }
    if (await answers(ownerUrl)) return pid;
    if (Date.now() > until)
      throw new Error(
        `The database process ${pid} holds ${databaseDir} and does not answer. End it and start again.`,
      );
    await pause(50);
  }
  return;
}

/** Fast shutdown, then waits until the process is gone. One that has gone already is stopped. */
export async function stopDatabase(pid: number): Promise<void> {
  if (!isRunning(pid)) return;
  process.kill(pid, "SIGINT");
  while (isRunning(pid)) await pause(20);
}

async function answers(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Runs, and is more than the remains of a process whose parent has not yet asked how it ended. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^\d+ \(.*\) [ZX]/s.test(told(pid, "stat"));
}

/** By the program's name where the system tells it, otherwise by trust. */
const isDatabase = (pid: number): boolean => {
  const name = told(pid, "comm").trim();
  return name === "" || name === "postgres";
};

/** What Linux tells of a process; nothing elsewhere. */
function told(pid: number, what: "comm" | "stat"): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, "utf8");
  } catch {
    return "";
  }
}
