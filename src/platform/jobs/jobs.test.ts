import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { testDatabase } from "../../../tests/fixtures/database.ts";
import { newPerson } from "../../../tests/fixtures/world.ts";
import { asActor } from "../database/index.ts";
import { asSystem } from "../database/system.ts";
import { cleanup } from "./cleanup.ts";
import { enqueue, job, jobCounts, runWaitingJobs, startJobs, stopJobs } from "./index.ts";

const database = testDatabase();
const ran: string[] = [];
const note = job({
  name: "test.note",
  schema: z.object({ word: z.string() }),
  run: async ({ word }) => void ran.push(word),
});
const failing = job({
  name: "test.fail",
  schema: z.object({}),
  retries: 0,
  run: async () => {
    throw new Error("no");
  },
});

describe("jobs", () => {
  beforeAll(startJobs);
  afterAll(stopJobs);

  it("runs what a committed transaction asked for, and nothing of one that was rolled back", async () => {
    const { actor } = await newPerson("Jo Asker");
    const after: (() => Promise<void>)[] = [];
    await expect(
      asActor(actor, async (tx) => {
        await enqueue({ tx }, note, { word: "rolled back" });
        throw new Error("stop");
      }),
    ).rejects.toThrow("stop");
    await asActor(actor, (tx) =>
      enqueue({ tx, afterCommit: (work) => void after.push(work) }, note, { word: "kept" }),
    );
    for (const work of after) await work();
    await vi.waitFor(() => expect(ran).toEqual(["kept"]), { timeout: 8000 });
    expect(await database.owner("select * from job_outbox")).toEqual([]);
  });

  it("works off many without waiting between them", async () => {
    ran.length = 0;
    await asSystem(async (tx) => {
      for (let n = 0; n < 20; n++) await enqueue({ tx }, note, { word: `many ${n}` });
    });
    await vi.waitFor(() => expect(ran).toHaveLength(20), { timeout: 8000 });
  });

  it("lets nobody read what others asked for", async () => {
    const { actor } = await newPerson("Jo Reader");
    await expect(asActor(actor, (tx) => tx.selectFrom("job_outbox").selectAll().execute())).rejects.toThrow(
      "permission denied",
    );
  });

  it("puts a job that failed every time aside and counts it", async () => {
    await asSystem((tx) => enqueue({ tx }, failing, {}));
    await vi.waitFor(
      async () => expect(await jobCounts()).toContainEqual({ name: "test.fail", state: "dead", count: 1 }),
      { timeout: 15_000, interval: 200 },
    );
  });
});

describe("jobs without the queue", () => {
  it("are worked off at once, in order, and refuse data of another shape", async () => {
    ran.length = 0;
    await asSystem(async (tx) => {
      await enqueue({ tx }, note, { word: "one" });
      await enqueue({ tx }, note, { word: "two" });
    });
    expect(await runWaitingJobs()).toBe(2);
    expect(ran).toEqual(["one", "two"]);
    await expect(
      asSystem((tx) => enqueue({ tx }, note, { word: 1 } as unknown as { word: string })),
    ).rejects.toThrow();
  });
});

describe("the nightly cleanup", () => {
  it("removes old answers and ended sessions, and keeps the others", async () => {
    const { id } = await newPerson("Jo Sleeper");
    await database.owner(
      `insert into idempotency (audience_id, key, operation, request_hash, created_at) values
       ($1, 'old-key-1', 'x', '', now() - interval '25 hours'), ($1, 'new-key-1', 'x', '', now())`,
      [id],
    );
    await database.owner(
      `insert into session (audience_id, id, token_hash, expires_at, idle_until, method) values
       ($1, gen_random_uuid(), 'a', now() + interval '1 day', now() - interval '1 second', 'code'),
       ($1, gen_random_uuid(), 'b', now() + interval '1 day', now() + interval '1 day', 'code')`,
      [id],
    );
    await cleanup.run({}, { signal: new AbortController().signal });
    expect(await database.owner("select key from idempotency where audience_id = $1", [id])).toEqual([
      { key: "new-key-1" },
    ]);
    expect(
      await database.owner("select count(*)::int as n from session where audience_id = $1", [id]),
    ).toEqual([{ n: 1 }]);
  });
});
