import pg from "pg";
import { PgBoss, type Job as QueuedJob } from "pg-boss";
import type { z } from "zod";
import { databasePool } from "../database/system.ts";
import { log } from "../log.ts";
import { type Job, jobs } from "./job.ts";
import { moveOutbox } from "./outbox.ts";
import { startRelay, stopRelay, wakeRelay } from "./relay.ts";

const schema = "pgboss";
/** Jobs that failed every time lie here until somebody has looked. */
const deadLetter = "dead-letter";
const pollingSeconds = 5; // other processes' jobs; those asked for here are taken up at once
const connections = 4;

/**
 * Creates or upgrades the queue's schema as the database's owner; the serving role gets rights on its rows only.
 * Several processes may do so at once.
 */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema,
    max: 1,
    supervise: false,
    schedule: false,
    bamIntervalSeconds: 3600,
  });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      `select pg_advisory_lock(7203);
       revoke all on schema ${schema} from public;
       grant usage on schema ${schema} to frontstage_system;
       grant select, insert, update, delete on all tables in schema ${schema} to frontstage_system;
       grant usage on all sequences in schema ${schema} to frontstage_system;
       grant execute on all functions in schema ${schema} to frontstage_system`,
    );
  } finally {
    await client.end();
  }
}

let boss: PgBoss | undefined;
let pool: pg.Pool | undefined;
let stopping = new AbortController();
/** Settled once jobs are taken; who asks for one before waits for it. */
let starting: Promise<void> | undefined;
const workers = new Map<string, string>();

/** Starts working off every declared job, the schedules and the relay. The database must be open. */
export function startJobs(): Promise<void> {
  starting = begin();
  return starting;
}

async function begin(): Promise<void> {
  stopping = new AbortController();
  // Own connections as the system role: the queue's statements are not in a person's or anybody's transaction.
  pool = new pg.Pool({ ...databasePool().options, max: connections, options: "-c role=frontstage_system" });
  pool.on("error", () => undefined);
  const started = new PgBoss({
    db: { executeSql: async (text, values) => queryOn(text, values) },
    schema,
    migrate: false,
    reindex: false, // the serving role owns no index
  });
  started.on("error", (error) => log().error({ err: error }, "the job queue met an error"));
  await started.start();
  boss = started;
  await started.createQueue(deadLetter, { retentionSeconds: 90 * 86_400 });
  await Promise.all(jobs().map((declared) => attend(started, declared)));
  startRelay(async () => {
    const moved = await moveOutbox(started);
    for (const name of new Set(moved)) {
      const worker = workers.get(name);
      if (worker) started.notifyWorker(worker);
    }
    if (moved.length > 0) wakeRelay();
  });
}

async function queryOn(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> {
  if (!pool) throw new Error("the job queue is stopped");
  return pool.query(text, values);
}

async function attend(started: PgBoss, declared: Job): Promise<void> {
  const settings = {
    retryLimit: declared.retries,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3600,
    expireInSeconds: declared.timeout,
    heartbeatSeconds: 30, // a killed server's jobs are taken up again after this
    deleteAfterSeconds: 86_400,
    deadLetter,
  };
  // `short`: one waiting job a key. Jobs without a key are given their own id as one.
  await started.createQueue(declared.name, { ...settings, policy: "short" });
  await started.updateQueue(declared.name, settings);
  if (declared.cron) await started.schedule(declared.name, declared.cron, {}, { tz: "UTC" });
  const id = await started.work(
    declared.name,
    { pollingIntervalSeconds: pollingSeconds, localConcurrency: declared.concurrency },
    async (taken: QueuedJob<z.input<typeof declared.schema>>[]) => {
      // Looks for the next one at once: a hundred files must not wait five seconds each.
      const worker = workers.get(declared.name);
      if (worker) started.notifyWorker(worker);
      for (const one of taken) await carryOut(declared, one);
    },
  );
  workers.set(declared.name, id);
}

async function carryOut(declared: Job, one: QueuedJob<unknown>): Promise<void> {
  try {
    await declared.run(declared.schema.parse(one.data ?? {}), {
      signal: AbortSignal.any([one.signal, stopping.signal]),
    });
  } catch (error) {
    log().warn({ err: error, job: declared.name, id: one.id }, "a job failed; it is tried again later");
    throw error;
  }
  wakeRelay();
}

/** Asks for a job outside of any transaction; of several waiting with the same key one is run. */
export async function requestJob<Schema extends z.ZodType>(
  wanted: Job<Schema>,
  data: z.input<Schema>,
  key: string,
): Promise<void> {
  await starting;
  await boss?.insert(wanted.name, [{ data: data as object, singletonKey: key }]);
  const worker = workers.get(wanted.name);
  if (worker) boss?.notifyWorker(worker);
}

/** Stops taking jobs, waits up to ten seconds for the running ones; what does not finish is tried again. */
export async function stopJobs(): Promise<void> {
  await stopRelay();
  stopping.abort();
  await boss?.stop({ graceful: true, timeout: 10_000 });
  boss = undefined;
  starting = undefined;
  workers.clear();
  await pool?.end();
  pool = undefined;
}

/** How the queue stands, for metrics and the owners' page: jobs by name and state, and those put aside for good. */
export async function jobCounts(): Promise<{ name: string; state: string; count: number }[]> {
  if (!pool) return [];
  const { rows } = await pool.query(
    `select case when name = $1 then coalesce(source_name, name) else name end as name,
            case when name = $1 then 'dead' else state::text end as state, count(*)::int as count
     from ${schema}.job where name = $1 and state = 'created' or name <> $1 and state in ('created', 'retry', 'active')
     group by 1, 2 order by 1, 2`,
    [deadLetter],
  );
  return rows;
}
