import pg from "pg";
import { databasePool } from "./actor.ts";

let asking: Promise<void> | undefined;

/**
 * Whether the database answers now. It is asked over a connection beside the pool, one at a time however many want to
 * know: people's transactions may hold all of the pool's, and a line that has gone dead says nothing for minutes.
 * @throws Error when it does not answer within `limitMs`
 */
export function databaseAnswers(limitMs = 2000): Promise<void> {
  asking ??= ask(limitMs).finally(() => {
    asking = undefined;
  });
  return asking;
}

async function ask(limitMs: number): Promise<void> {
  const client = new pg.Client({
    connectionString: databasePool().options.connectionString,
    application_name: "frontstage",
    connectionTimeoutMillis: limitMs,
    query_timeout: limitMs,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
  } finally {
    void client.end().catch(() => undefined);
  }
}
