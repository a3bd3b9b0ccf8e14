/** Writes src/platform/database/types.generated.ts from a freshly migrated database: `npm run database-types`. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "../src/platform/database/embedded.ts";
import { migrate } from "../src/platform/database/migrate.ts";

const scalar: Record<string, string> = {
  uuid: "string",
  text: "string",
  bool: "boolean",
  int2: "number",
  int4: "number",
  float8: "number",
  int8: "Int8",
  numeric: "Numeric",
  timestamptz: "Timestamp",
  date: "DateText",
  jsonb: "Json",
  bytea: "Buffer",
  tsvector: "string",
  regconfig: "string",
  name: "string",
};
const typeOf = (udt: string): string =>
  udt.startsWith("_") ? `${typeOf(udt.slice(1))}[]` : (scalar[udt] ?? "unknown");
const pascal = (name: string) =>
  name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

const dataDir = mkdtempSync("/tmp/frontstage-types-");
const database = await startEmbedded(dataDir);
try {
  await migrate(database.ownerUrl, "migrations");
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{
    table: string;
    column: string;
    udt: string;
    nullable: boolean;
    optional: boolean;
    generated: boolean;
  }>(`
    select c.relname as table, a.attname as column, t.typname as udt, not a.attnotnull as nullable,
      (a.atthasdef or a.attidentity <> '' or not a.attnotnull) as optional, (a.attidentity = 'a' or a.attgenerated <> '') as generated
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'm', 'p') and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`);
  await client.end();
  const tables = Map.groupBy(rows, (row) => row.table);
  const interfaces = [...tables].map(([table, columns]) => {
    const fields = columns.map((column) => {
      const base = typeOf(column.udt);
      const type = !column.nullable
        ? base
        : base === "Json"
          ? "JsonOrNull"
          : base === "Timestamp"
            ? "TimestampOrNull"
            : `${base} | null`;
      const wrapped = column.generated
        ? `ColumnType<${base === "Json" ? "{ [key: string]: unknown }" : base}${column.nullable ? " | null" : ""}, never, never>`
        : column.optional && !column.nullable
          ? `Generated<${type}>`
          : type;
      return `  ${column.column}: ${wrapped};`;
    });
    return `export interface ${pascal(table)}Table {\n${fields.join("\n")}\n}\n`;
  });
  const out = `// Written by scripts/database-types.ts from migrations/. Not edited by hand.
import type { ColumnType, Generated as KyselyGenerated } from "kysely";

export type Generated<T> = T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : KyselyGenerated<T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;
type TimestampOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;
export type DateText = ColumnType<string, string, string>;
export type Int8 = number;
export type Numeric = ColumnType<string, number | string, number | string>;
/** JSON columns are written as text (JSON.stringify) and parsed by their feature's schema when their shape matters. */
export type Json = ColumnType<{ [key: string]: unknown }, string, string>;
type JsonOrNull = ColumnType<{ [key: string]: unknown } | null, string | null, string | null>;

${interfaces.join("\n")}
export interface DB {
${[...tables.keys()].map((table) => `  ${table}: ${pascal(table)}Table;`).join("\n")}
}
`;
  const file = join("src", "platform", "database", "types.generated.ts");
  if (!process.argv.includes("--check")) writeFileSync(file, out);
  else if (readFileSync(file, "utf8") !== out) {
    console.error(`${file} does not fit the migrations. Run: npm run database-types`);
    process.exitCode = 1;
  }
} finally {
  await database.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
