import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import canonicalize from "canonicalize";
import { sql } from "kysely";
import type { Tx } from "#platform/database/index.ts";
import { asSystem } from "#platform/database/system.ts";
import { newId } from "#platform/ids.ts";
import { log } from "#platform/log.ts";
import { loadBlueprints } from "./load.ts";
import { type Blueprint, describeIssue } from "./model/index.ts";

/** What the blueprint says, whatever its file looks like: comments and order of fields do not make a new version. */
const hashOf = (blueprint: Blueprint): string =>
  createHash("sha256")
    .update(canonicalize({ ...blueprint, version: 0 }) ?? "")
    .digest("hex");

/** What the files and the program that reads them are, to the byte. */
async function fingerprintOf(directory: string, program: string): Promise<string> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".yaml")).sort();
  const texts = await Promise.all([
    readFile(fileURLToPath(program)),
    ...names.map((name) => readFile(join(directory, name))),
  ]);
  const hash = createHash("sha256").update(names.join("\n"));
  for (const text of texts) hash.update(createHash("sha256").update(text).digest());
  return hash.digest("hex");
}

const lastTakenIn = () =>
  asSystem(async (tx) => {
    const row = await tx
      .selectFrom("setting")
      .select("value")
      .where("name", "=", "blueprints")
      .executeTakeFirst();
    return row?.value.fingerprint;
  });

async function noteTakenIn(tx: Tx, fingerprint: string): Promise<void> {
  const value = JSON.stringify({ fingerprint });
  await tx
    .insertInto("setting")
    .values({ name: "blueprints", value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/**
 * Reads the blueprint files into the database: a file whose content has changed becomes a new version of its key (the
 * file's own number when that is higher, else the next). Rooms keep their copies. A file that cannot be used is left out,
 * logged, and shown to the supplier's people with file, line and field; its earlier versions stay offered.
 * Several processes may do this at once.
 * @param program the file of the program that reads them: when neither it nor they have changed since they were last taken
 *   in without a fault, there is nothing to do (reading them is a fifth of a start). Null reads them in any case.
 */
export async function takeInBlueprints(
  directory: string,
  program: string | null = null,
): Promise<{ added: number; faults: number }> {
  const fingerprint = program && (await fingerprintOf(directory, program));
  if (fingerprint && (await lastTakenIn()) === fingerprint) return { added: 0, faults: 0 };
  const { blueprints, files, issues } = await loadBlueprints(directory);
  for (const issue of issues) log().warn({ file: issue.file, line: issue.line }, describeIssue(issue));
  const added = await asSystem(async (tx) => {
    await sql`select pg_advisory_xact_lock(7203)`.execute(tx);
    await sql`insert into audience (id, kind, name) values (gen_random_uuid(), 'staff', 'Staff') on conflict do nothing`.execute(
      tx,
    );
    const { id: staff } = await tx
      .selectFrom("audience")
      .select("id")
      .where("kind", "=", "staff")
      .executeTakeFirstOrThrow();
    const versions = await tx
      .selectFrom("blueprint_version")
      .select(["id", "key", "version", "hash", "offered", "file"])
      .orderBy("version")
      .execute();
    const newest = new Map(versions.map((version) => [version.key, version]));
    const offered: string[] = [];
    let fresh = 0;
    for (const blueprint of blueprints) {
      const last = newest.get(blueprint.key);
      const hash = hashOf(blueprint);
      if (last?.hash === hash) {
        offered.push(last.id);
        continue;
      }
      const version = Math.max(blueprint.version, (last?.version ?? 0) + 1);
      const id = newId();
      await tx
        .insertInto("blueprint_version")
        .values({
          id,
          audience_id: staff,
          key: blueprint.key,
          version,
          hash,
          file: files.get(blueprint.key) ?? "",
          name: JSON.stringify(blueprint.name),
          content: JSON.stringify({ ...blueprint, version }),
        })
        .execute();
      offered.push(id);
      fresh += 1;
    }
    // A faulty file does not take away the version that was good.
    const faulty = new Set(issues.map(({ file }) => file));
    for (const version of newest.values())
      if (faulty.has(version.file) && version.offered) offered.push(version.id);
    await tx
      .updateTable("blueprint_version")
      .set({ offered: sql<boolean>`id = any (${offered}::uuid[])` })
      .execute();
    await tx.deleteFrom("blueprint_fault").execute();
    if (issues.length > 0)
      await tx
        .insertInto("blueprint_fault")
        .values(
          issues.map(({ file, line, path, message }) => ({
            id: newId(),
            audience_id: staff,
            file,
            line,
            field: path,
            message,
          })),
        )
        .execute();
    if (fingerprint && issues.length === 0) await noteTakenIn(tx, fingerprint);
    return fresh;
  });
  if (added > 0) log().info({ blueprints: added }, "new versions of blueprints");
  return { added, faults: issues.length };
}
