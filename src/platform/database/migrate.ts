import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/**
 * Applies `migrations/NNNN_name.sql` in order, each in its own transaction, as the database's owner, under a lock so
 * that several processes may start at once. An applied file that has changed since is refused.
 * @returns the names applied now
 */
export async function migrate(ownerUrl: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(7201)");
    await client.query("create schema if not exists migration");
    await client.query(
      "create table if not exists migration.applied (name text primary key, hash text not null, at timestamptz not null default now())",
    );
    const { rows } = await client.query<{ name: string; hash: string }>(
      "select name, hash from migration.applied",
    );
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    const now: string[] = [];
    for (const name of readdirSync(folder)
      .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
      .sort()) {
      const sql = readFileSync(join(folder, name), "utf8");
      const hash = createHash("sha256").update(sql).digest("hex");
      if (applied.has(name)) {
        if (applied.get(name) !== hash)
          throw new Error(
            `The migration ${name} was changed after it had been applied. Add a new one instead.`,
          );
        continue;
      }
      try {
        await client.query(
          `begin;\n${sql}\n;insert into migration.applied (name, hash) values ('${name}', '${hash}'); commit`,
        );
      } catch (cause) {
        await client.query("rollback");
        throw new Error(`The migration ${name} failed: ${cause instanceof Error ? cause.message : cause}`, {
          cause,
        });
      }
      now.push(name);
    }
    return now;
  } finally {
    await client.end();
  }
}

/**
 * Lets the runtime role log in with the given password (the only secret that the serving pool holds) and returns its
 * address, the same database under another name.
 */
export async function openRuntimeLogin(ownerUrl: string, password: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`alter role frontstage_runtime password ${client.escapeLiteral(password)}`);
    await client.query(
      `do $$ begin execute format('grant connect on database %I to frontstage_runtime', current_database()); end $$`,
    );
  } finally {
    await client.end();
  }
  const [, rest] = /^postgres(?:ql)?:\/\/(?:[^@]*@)?(.*)$/s.exec(ownerUrl) ?? [];
  return `postgresql://frontstage_runtime:${encodeURIComponent(password)}@${rest}`;
}
