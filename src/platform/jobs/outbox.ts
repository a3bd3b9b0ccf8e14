import { sql } from "kysely";
import type { PgBoss } from "pg-boss";
import { fromKysely } from "pg-boss";
import type { z } from "zod";
import type { Tx } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { log } from "../log.ts";
import { type Job, jobNamed } from "./job.ts";
import { wakeRelay } from "./relay.ts";

/** Where a job is asked for: an operation's work (woken right after its commit) or any transaction. */
export interface Asking {
  tx: Tx;
  afterCommit?(work: () => Promise<void>): void;
}

/**
 * Asks for a job in the transaction of the one who asks: it runs if and only if that transaction commits.
 * @param options.key of several waiting jobs with this key one is run
 * @param options.after not before this moment
 */
export async function enqueue<Schema extends z.ZodType>(
  asking: Asking,
  wanted: Job<Schema>,
  data: z.input<Schema>,
  options: { key?: string; after?: Date } = {},
): Promise<void> {
  const text = JSON.stringify(wanted.schema.parse(data));
  await sql`select private.enqueue_job(${wanted.name}, ${text}::jsonb, ${options.key ?? null}, ${options.after ?? null})`.execute(
    asking.tx,
  );
  asking.afterCommit?.(async () => wakeRelay());
}

const batch = 200;

/** Moves asked-for jobs from the outbox to the queue, in one transaction. @returns the names moved, in order */
export function moveOutbox(boss: PgBoss): Promise<string[]> {
  return asSystem(async (tx) => {
    const rows = await taken(tx);
    for (const [name, same] of Map.groupBy(rows, (row) => row.name)) {
      if (!jobNamed(name)) {
        log().error({ job: name, count: same.length }, "jobs that nobody declares were dropped");
        continue;
      }
      const inserts = same.map((row) => ({
        id: row.id,
        data: row.data,
        startAfter: row.start_after,
        ...(row.key ? { singletonKey: row.key } : { singletonKey: row.id }),
      }));
      await boss.insert(name, inserts, { db: fromKysely(tx) });
    }
    return rows.map((row) => row.name);
  });
}

/**
 * Works off everything that was asked for, here and now, without the queue: for tests and for loading data. Jobs asked
 * for by jobs are run too; those for a later moment are left. @returns how many ran
 */
export async function runWaitingJobs(): Promise<number> {
  let count = 0;
  for (;;) {
    const rows = await asSystem(taken);
    if (rows.length === 0) return count;
    for (const row of rows) {
      const declared = jobNamed(row.name);
      if (!declared) throw new Error(`no job is named ${row.name}`);
      await declared.run(declared.schema.parse(row.data), { signal: new AbortController().signal });
      count += 1;
    }
  }
}

async function taken(tx: Tx) {
  const rows = await tx
    .deleteFrom("job_outbox")
    .where("id", "in", (from) =>
      from.selectFrom("job_outbox").select("id").orderBy("place").limit(batch).forUpdate().skipLocked(),
    )
    .returningAll()
    .execute();
  return rows.sort((a, b) => a.place - b.place);
}
