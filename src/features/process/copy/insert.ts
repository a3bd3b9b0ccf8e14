import type { Insertable } from "kysely";
import type { Tx } from "#platform/database/index.ts";
import type { DB } from "#platform/database/types.generated.ts";
import type { CopyRows } from "./rows.ts";

type TableOf = { [Name in keyof CopyRows]: keyof DB };

/** In the order in which they refer to each other. */
const tables = {
  phases: "phase",
  lanes: "lane",
  roles: "process_role",
  categories: "document_category",
  artefacts: "artefact",
  activities: "activity",
  classifications: "activity_classification",
  participants: "participant",
  gates: "gate",
  gateDefinitions: "gate_definition",
  handovers: "handover",
  handoverDefinitions: "handover_definition",
  dependencies: "dependency",
  activityArtefacts: "activity_artefact",
} as const satisfies TableOf;

/** Writes a room's copy: one statement a table, all of them in one round trip. */
export async function insertCopy(
  tx: Tx,
  {
    process,
    source,
    rows,
  }: { process?: Insertable<DB["process"]>; source?: Insertable<DB["process_source"]>; rows: CopyRows },
): Promise<void> {
  const writing: Promise<unknown>[] = [];
  if (process) writing.push(tx.insertInto("process").values(process).execute());
  if (source) writing.push(tx.insertInto("process_source").values(source).execute());
  for (const [name, table] of Object.entries(tables) as [keyof CopyRows, keyof DB][]) {
    const values = rows[name] as never;
    if (rows[name].length === 0) continue;
    const insert = tx.insertInto(table).values(values);
    // A room may have changed its categories before its process began: those of its own stay as they are.
    const kept =
      name === "categories"
        ? insert.onConflict((same) => same.columns(["room_id", "key"] as never).doNothing())
        : insert;
    writing.push(kept.execute());
  }
  await Promise.all(writing);
}
