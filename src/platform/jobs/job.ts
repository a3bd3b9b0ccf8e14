import type { z } from "zod";

/** What a running job is told besides its data. */
export interface JobRun {
  /** Aborted when the server stops: leave off at a safe place; the job is tried again. */
  signal: AbortSignal;
}

/** A job as it is declared. */
export interface Job<Schema extends z.ZodType = z.ZodType> {
  /** `documents.preview`: feature, dot, verb. Unique. */
  name: string;
  /** Ids and codes only: job data lies in the queue, past every audience. */
  schema: Schema;
  /** How often a failed run is repeated before the job is put aside. Waits double from 5 seconds up to an hour. */
  retries: number;
  /** The longest a run may take before it counts as failed, in seconds. */
  timeout: number;
  /** How many run at once in one process. */
  concurrency: number;
  /** Five-field schedule in UTC for jobs that nobody asks for (`15 3 * * *`); their data is `{}`. */
  cron: string | undefined;
  /**
   * The work. It can happen more than once for the same data (a server may be killed after the effect and before it is
   * noted), so effects must be idempotent. Runs as the person concerned (asActor) wherever possible.
   */
  run(data: z.output<Schema>, run: JobRun): Promise<void>;
}

const registry = new Map<string, Job>();

/** Every declared job. */
export const jobs = (): Job[] => [...registry.values()];

/** A job by its name. */
export const jobNamed = (name: string): Job | undefined => registry.get(name);

/** Declares a job. Declared jobs are worked off by every process that loads the file and starts the queue. */
export function job<Schema extends z.ZodType>(
  declaration: Pick<Job<Schema>, "name" | "schema" | "run"> & Partial<Job<Schema>>,
): Job<Schema> {
  const declared: Job<Schema> = {
    retries: 8,
    timeout: 300,
    concurrency: 2,
    cron: undefined,
    ...declaration,
  };
  if (registry.has(declared.name) && !import.meta.hot) throw new Error(`two jobs are named ${declared.name}`);
  registry.set(declared.name, declared as Job);
  return declared;
}
