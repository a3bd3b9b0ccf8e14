import pg from "pg";
import { beforeAll, expect, it } from "vitest";
import "../src/features/activity/index.ts";
import "../src/features/conversations/index.ts";
import "../src/features/documents/index.ts";
import "../src/features/overview/index.ts";
import "../src/features/process/index.ts";
import "../src/features/rooms/index.ts";
import "../src/features/schedule/index.ts";
import { operationNamed, run } from "../src/platform/operations/index.ts";
import { testDatabase } from "../tests/fixtures/database.ts";
import { newWorld } from "../tests/fixtures/world.ts";

/**
 * The reading behind each screen of a room: how often it goes to the database, and that every statement names its room and
 * finds it by an index (DESIGN §8 and §9: the room is the key by which one deployment could be spread over many machines).
 */
const screens = [
  "rooms.frame",
  "overview.room",
  "documents.list",
  "log.entries",
  "conversations.list",
  "schedule.list",
  "process.show",
  "members.list",
];

const database = testDatabase();
let world: Awaited<ReturnType<typeof newWorld>>;
interface Asked {
  text: string;
  values: unknown[];
}
const asked: Asked[] = [];
let trips = 0;
let waiting = 0;
beforeAll(async () => {
  world = await newWorld();
  // Everything that is asked passes here. What is asked while an answer is awaited travels with it (the connections are pipelined).
  const query = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function counted(this: pg.Client, ...args: unknown[]) {
    const [text, values] = args;
    const answer = query.apply(this, args);
    if (typeof text !== "string" || !(answer instanceof Promise)) return answer;
    asked.push({ text, values: Array.isArray(values) ? values : [] });
    if (waiting === 0) trips += 1;
    waiting += 1;
    return answer.finally(() => {
      waiting -= 1;
    });
  } as typeof pg.Client.prototype.query;
});

it.each(screens)("%s: at most three round trips, each by the room's index", async (name) => {
  const operation = operationNamed(name);
  if (!operation) throw new Error(`there is no operation ${name}`);
  const { room, sara } = world;
  await run(operation, sara.actor, { room: room.id }); // keys and settings that are read once
  asked.length = 0;
  trips = 0;
  await run(operation, sara.actor, { room: room.id });
  expect(trips - 2, asked.map(({ text }) => text).join("\n---\n")).toBeLessThanOrEqual(3); // beside opening and commit
  const statements = asked.filter(({ text }) => /^\s*(select|with)\b/i.test(text));
  expect(statements.length).toBeGreaterThan(0);
  for (const { text, values } of statements) {
    const plan = await explained(text, values);
    expect(plan, `${text}\n${plan}`).not.toMatch(
      /Seq Scan on (log_entry|document|document_revision|activity|participant|thread|message|schedule_item|member)\b/,
    );
    if (tables.test(plan)) expect(JSON.stringify(values), text).toContain(room.id);
  }
});

const tables = / on (log_entry|document|document_revision|activity|thread|message|schedule_item)\b/;

/** The plan of a statement as a person gets it; small tables are read whole only where there is no other way. */
async function explained(text: string, values: unknown[]): Promise<string> {
  const client = await plainClient();
  try {
    await client.query(
      `begin read only; set local enable_seqscan = off; set local role frontstage_member; select set_config('app.person_id', '${world.sara.id}', true)`,
    );
    const { rows } = await client.query(`explain ${text}`, values);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await client.query("rollback");
    await client.end();
  }
}

async function plainClient(): Promise<pg.Client> {
  const [place] = await database.owner<{ name: string }>("select current_database() as name");
  const { inject } = await import("vitest");
  const client = new pg.Client({
    connectionString: inject("ownerUrl").replace("/postgres?", `/${place?.name}?`),
  });
  await client.connect();
  return client;
}
