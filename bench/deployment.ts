/**
 * A deployment to measure: databases in one embedded PostgreSQL, one built server for each, a signed-in person. Needs a build
 * (`npx react-router build`); everything lies in a folder of its own that is removed at the end.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import pg from "pg";
import { type EmbeddedDatabase, startEmbedded } from "../src/platform/database/embedded.ts";
import { freePort } from "../tests/e2e/server.ts";

/** The embedded PostgreSQL of a measurement and the servers on it. */
export interface Ground {
  dataDir: string;
  /** Starts a server on a database of this name, which is made when it is not there. */
  serve(name: string, settings?: Record<string, string>): Promise<Served>;
  stop(): Promise<void>;
}

/** A running server with its database. */
export interface Served {
  url: string;
  ownerUrl: string;
  process: ChildProcess;
  /** From the start of the process to its first answer, in milliseconds. */
  startedIn: number;
  stop(): Promise<void>;
}

/** An empty PostgreSQL in a new folder. */
export async function ground(): Promise<Ground> {
  const dataDir = mkdtempSync("/tmp/frontstage-bench-");
  const database: EmbeddedDatabase = await startEmbedded(dataDir);
  const served: Served[] = [];
  return {
    dataDir,
    async serve(name, settings = {}) {
      await asOwner(database.ownerUrl, async (client) => {
        const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
        if (!rowCount) await client.query(`create database ${name}`);
      });
      const ownerUrl = database.ownerUrl.replace("/postgres?", `/${name}?`);
      const one = await serve({ DATABASE_URL: ownerUrl, DATA_DIR: dataDir, ...settings }, ownerUrl);
      served.push(one);
      return one;
    },
    async stop() {
      for (const one of served) await one.stop();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Starts the built server with these settings and waits for its first answer. */
export async function serve(settings: Record<string, string>, ownerUrl = ""): Promise<Served> {
  const began = performance.now();
  const port = String(await freePort());
  const url = `http://localhost:${port}`;
  const child = spawn("node", ["scripts/start.ts"], {
    env: { ...process.env, LOG_LEVEL: "warn", ...settings, PORT: port, BASE_URL: url },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  while (!(await answers(`${url}/sign-in`))) {
    if (child.exitCode !== null) throw new Error("the server did not start");
    await new Promise((wait) => setTimeout(wait, 15));
  }
  const startedIn = performance.now() - began;
  return {
    url,
    ownerUrl,
    process: child,
    startedIn,
    async stop() {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

/** Whether something answers there. */
export const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );

/** Runs statements as the database's owner. */
export async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Signs a person in by a row of the session table. @returns the Cookie header */
export async function signIn(ownerUrl: string, person: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const hash = createHash("sha256").update(token).digest();
  await asOwner(ownerUrl, (client) =>
    client.query(
      "insert into session (audience_id, id, token_hash, expires_at, idle_until, method) values ($1, $2, $3, now() + interval '1 day', now() + interval '1 day', 'code')",
      [person, randomUUID(), hash],
    ),
  );
  return `frontstage=${token}`;
}

/** Milliseconds of one request whose whole answer is read; anything but 200 is an error. */
export async function timed(url: string, cookie: string): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - began;
}

/** The middle value. */
export const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
