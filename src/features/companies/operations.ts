import { sql } from "kysely";
import { z } from "zod";
import { notFound, refused, stale } from "#platform/errors.ts";
import { command, query } from "#platform/operations/index.ts";
import { addCompany, companyColumns } from "./add.ts";
import { companyFields, companyKind, companyOutput, companySize } from "./model.ts";

const columns = ["id", "kind", "name", "industry", "size", "country", "group_name", "version"] as const;

const shown = (row: {
  id: string;
  kind: string;
  name: string;
  industry: string | null;
  size: string | null;
  country: string | null;
  group_name: string | null;
  version: number;
}) => ({
  id: row.id,
  kind: companyKind.parse(row.kind),
  name: row.name,
  industry: row.industry ?? "",
  size: row.size === null ? null : companySize.parse(row.size),
  country: row.country,
  group: row.group_name ?? "",
  version: row.version,
});

/** Companies by name; at most two hundred, so a longer list is narrowed by words. */
export const listCompanies = query({
  name: "companies.list",
  summary: "Companies by name, narrowed by kind and by words of name, group or industry",
  http: "GET /companies",
  capability: "staff",
  input: z.object({ kind: companyKind.optional(), words: z.string().trim().max(100).optional() }),
  output: z.object({ companies: z.array(companyOutput), more: z.boolean() }),
  async run({ tx, input }) {
    const limit = 200;
    const words = input.words ? `%${input.words.replace(/[%_\\]/g, "\\$&")}%` : undefined;
    const rows = await tx
      .selectFrom("company")
      .select(columns)
      .$if(input.kind !== undefined, (qb) => qb.where("kind", "=", input.kind ?? ""))
      .$if(words !== undefined, (qb) =>
        qb.where((eb) =>
          eb.or([
            eb("name", "ilike", words ?? ""),
            eb("group_name", "ilike", words ?? ""),
            eb("industry", "ilike", words ?? ""),
          ]),
        ),
      )
      .orderBy(sql`lower(name)`)
      .limit(limit + 1)
      .execute();
    return { companies: rows.slice(0, limit).map(shown), more: rows.length > limit };
  },
});

export const oneCompany = query({
  name: "companies.get",
  summary: "One company",
  http: "GET /companies/{company}",
  capability: "staff",
  input: z.object({ company: z.uuid() }),
  output: companyOutput,
  async run({ tx, input }) {
    const row = await tx
      .selectFrom("company")
      .select(columns)
      .where("id", "=", input.company)
      .executeTakeFirst();
    if (!row) throw notFound();
    return shown(row);
  },
});

export const createCompany = command({
  name: "companies.add",
  summary: "Adds a company",
  http: "POST /companies",
  capability: "staff",
  input: z.object(companyFields),
  output: z.object({ id: z.uuid(), name: z.string() }),
  run: ({ tx, input }) => addCompany(tx, input),
});

export const changeCompany = command({
  name: "companies.change",
  summary: "Changes a company",
  http: "PATCH /companies/{company}",
  capability: "staff",
  input: z.object({ company: z.uuid(), version: z.int(), ...companyFields }),
  output: z.object({ version: z.int() }),
  async run({ tx, input }) {
    const same = await tx
      .selectFrom("company")
      .select("id")
      .where(sql<boolean>`lower(name) = lower(${input.name})`)
      .where("id", "<>", input.company)
      .executeTakeFirst();
    if (same) throw refused("company-known", {}, "name");
    const changed = await tx
      .updateTable("company")
      .set({ kind: input.kind, name: input.name, ...companyColumns(input), version: input.version + 1 })
      .where("id", "=", input.company)
      .where("version", "=", input.version)
      .executeTakeFirst();
    if (changed.numUpdatedRows !== 1n) {
      const there = await tx
        .selectFrom("company")
        .select("id")
        .where("id", "=", input.company)
        .executeTakeFirst();
      throw there ? stale() : notFound();
    }
    return { version: input.version + 1 };
  },
  async standing(work) {
    const { id: _, version, ...fields } = await oneCompany.run(work);
    return { version, fields };
  },
});
