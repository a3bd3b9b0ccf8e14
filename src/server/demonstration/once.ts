import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Config, ConfigError } from "#platform/config.ts";
import { asSystem } from "#platform/database/system.ts";
import { firstOwnerLink } from "#platform/identity/ownership.ts";
import { log } from "#platform/log.ts";
import { loadDemonstration } from "./index.ts";

const name = "demonstration";

/** How far the demonstration has been told in this database; null: not at all, or by a version that took no note. */
async function toldSoFar(): Promise<"begun" | "told" | null> {
  const row = await asSystem((tx) =>
    tx.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst(),
  );
  const state = row?.value.state;
  return state === "begun" || state === "told" ? state : null;
}

async function note(state: "begun" | "told"): Promise<void> {
  const value = JSON.stringify({ state });
  await asSystem((tx) =>
    tx
      .insertInto("setting")
      .values({ name, value })
      .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
      .execute(),
  );
}

/**
 * Whether the telling was broken off (the server was stopped or killed meanwhile): such a demonstration is told anew from
 * an empty database. Only what was noted as begun by the telling itself counts; other data is never taken for it.
 * @throws ConfigError for an external database, which is not ours to empty
 */
export async function wasBrokenOff(settings: Config): Promise<boolean> {
  if ((await toldSoFar()) !== "begun") return false;
  if (settings.DATABASE_URL)
    throw new ConfigError(
      "The demonstration in this database was not told to its end. Give DATABASE_URL an empty database and start again.",
    );
  log().warn("the demonstration had not been told to its end; it is told anew from the beginning");
  return true;
}

/** Takes away what a broken-off telling left in the data folder. The database must be stopped. */
export function clearAway(settings: Config): void {
  for (const folder of ["postgres", "blobs"])
    rmSync(join(settings.DATA_DIR, folder), { recursive: true, force: true });
}

/** Tells the demonstration into an empty deployment, once, and notes beginning and end. */
export async function tellOnce(signal: AbortSignal | undefined): Promise<void> {
  if ((await toldSoFar()) || !(await firstOwnerLink())) return;
  await note("begun");
  await loadDemonstration(signal);
  await note("told");
}
