import { createHash } from "node:crypto";
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

/** A row that people can read: its table, its audience, and all of it as text. */
export interface Row {
  table: string;
  audience: string;
  text: string;
}

/** All rows of all guarded tables, in one statement. */
export async function allRows(owner: Owner): Promise<Row[]> {
  const parts = (await guardedTables(owner)).map(
    ({ table, column }) =>
      `select '${table}' as table, ${column}::text as audience, t::text as text from ${table} t`,
  );
  const rows = await owner<Row>(parts.join(" union all "));
  return rows.sort((a, b) => (a.table + a.text < b.table + b.text ? -1 : 1));
}

/** What is written in files, by the audiences of the revisions that hold them; it is kept in a table that nobody reads. */
export const fileTexts = (owner: Owner): Promise<Row[]> =>
  owner<Row>(
    `select 'file' as table, r.audience_id::text as audience, b.text
     from document_revision r join blob b on b.hash = r.blob where b.text is not null`,
  );

const token = /canary[a-z0-9]{12}/g;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Canaries and ids in a text. */
export const secretsIn = (text: string): string[] => [
  ...(text.match(token) ?? []),
  ...(text.match(uuid) ?? []),
];

/** What one person must never meet, each with the table it lies in. */
export type Forbidden = Map<string, string>;

/**
 * Every canary and every id of a row that the person may not see, less what also stands in a row that they may see.
 * `mine` are their audiences as the oracle knows them.
 */
export function forbiddenIn(rows: Row[], mine: readonly string[]): Forbidden {
  const hidden: Forbidden = new Map();
  const seen = new Set<string>();
  for (const { table, audience, text } of rows) {
    const visible = mine.includes(audience);
    for (const found of secretsIn(text)) {
      if (visible) seen.add(found);
      else hidden.set(found, table);
    }
  }
  for (const value of seen) hidden.delete(value);
  return hidden;
}

/** The audiences of everybody, from membership rows alone: the oracle's view, not the policy's. */
export async function audiencesOfAll(owner: Owner): Promise<Map<string, string[]>> {
  const rows = await owner<{ person_id: string; audiences: string[] }>(
    "select person_id, array_agg(audience_id::text) as audiences from audience_person group by person_id",
  );
  return new Map(rows.map((row) => [row.person_id, row.audiences]));
}

/** Finds forbidden values in bytes that reached a person. `asked` is what the request itself carried. */
export function leaks(bytes: string, forbidden: Forbidden, asked = ""): string[] {
  const found: string[] = [];
  for (const secret of secretsIn(bytes)) {
    const table = forbidden.get(secret);
    if (table && !asked.includes(secret)) found.push(`${secret} of ${table}`);
  }
  return [...new Set(found)];
}

/** A fingerprint of all rows, or of those that a person may not see, by table: unchanged when they have done nothing there. */
export function fingerprint(rows: Row[], hiddenFrom: readonly string[] = []): Record<string, string> {
  const hashes = new Map<string, ReturnType<typeof createHash>>();
  for (const { table, audience, text } of rows) {
    if (hiddenFrom.includes(audience)) continue;
    const hash = hashes.get(table) ?? createHash("md5");
    hashes.set(table, hash.update(text).update("\n"));
  }
  return Object.fromEntries([...hashes].map(([table, hash]) => [table, hash.digest("hex")]));
}
