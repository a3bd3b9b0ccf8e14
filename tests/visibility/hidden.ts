import type pg from "pg";

/** Queries as the database's owner, past every rule: the proof's own eyes. */
export type Owner = <T extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<T[]>;

interface Guarded {
  table: string;
  column: string;
}

/** Every table that people can read, with the column that holds its audience (`audience` itself: its id). */
export async function guardedTables(owner: Owner): Promise<Guarded[]> {
  const rows = await owner<{ table: string; rule: string }>(
    `select tablename as table, qual as rule from pg_policies
     where schemaname = 'public' and policyname = 'member_select' and qual <> 'false' order by tablename`,
  );
  return rows.map(({ table, rule }) => ({
    table,
    column: /^\(*([a-z_]+) = ANY/.exec(rule)?.[1] ?? "audience_id",
  }));
}

const token = /canary[a-z0-9]{12}/g;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** What one person must never meet, each with the table it lies in. */
export type Forbidden = Map<string, string>;

/**
 * Every canary and every id of a row that the person may not see, less what also stands in a row that they may see.
 * `mine` are their audiences as the oracle knows them.
 */
export async function forbiddenFor(owner: Owner, mine: string[]): Promise<Forbidden> {
  const hidden: Forbidden = new Map();
  const seen = new Set<string>();
  for (const { table, column } of await guardedTables(owner)) {
    const rows = await owner<{ text: string; visible: boolean }>(
      `select t::text as text, ${column} = any ($1::uuid[]) as visible from ${table} t`,
      [mine],
    );
    for (const { text, visible } of rows) {
      for (const found of [...text.matchAll(token), ...text.matchAll(uuid)]) {
        if (visible) seen.add(found[0]);
        else hidden.set(found[0], table);
      }
    }
  }
  for (const value of seen) hidden.delete(value);
  return hidden;
}

/** The audiences of a person, from membership rows alone: the oracle's view, not the policy's. */
export async function audiencesOf(owner: Owner, person: string): Promise<string[]> {
  const rows = await owner<{ audience_id: string }>(
    "select audience_id from audience_person where person_id = $1",
    [person],
  );
  return rows.map((row) => row.audience_id);
}

/** Finds forbidden values in bytes that reached a person. `asked` are ids that the request itself carried. */
export function leaks(bytes: string, forbidden: Forbidden, asked = ""): string[] {
  const found: string[] = [];
  for (const match of [...bytes.matchAll(token), ...bytes.matchAll(uuid)]) {
    const table = forbidden.get(match[0]);
    if (table && !asked.includes(match[0])) found.push(`${match[0]} of ${table}`);
  }
  return [...new Set(found)];
}

/** A fingerprint of all rows, or of those that a person may not see: unchanged when they have done nothing there. */
export async function fingerprint(owner: Owner, hiddenFrom?: string[]): Promise<string> {
  const tables = await guardedTables(owner);
  const parts = tables.map(({ table, column }) => {
    const where = hiddenFrom ? `where not ${column} = any ($1::uuid[])` : "";
    return `select '${table}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as sum from ${table} t ${where}`;
  });
  const rows = await owner<{ name: string; sum: string }>(
    parts.join(" union all "),
    hiddenFrom ? [hiddenFrom] : [],
  );
  return rows.map((row) => `${row.name}:${row.sum}`).join("\n");
}
