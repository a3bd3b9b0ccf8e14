import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeInBlueprints } from "#features/process/index.ts";
import { type Config, config, readConfig, setConfig } from "#platform/config.ts";
import {
  checkExternal,
  closeDatabase,
  migrate,
  openDatabase,
  openRuntimeLogin,
  startEmbedded,
} from "#platform/database/index.ts";
import { installJobs } from "#platform/jobs/index.ts";
import { log } from "#platform/log.ts";

/** A deployment whose database is open and current. */
export interface Opened {
  settings: Config;
  /** Closes the database, and stops the embedded one unless it was running for somebody else already. */
  close(): Promise<void>;
}

/**
 * Reads the configuration, starts the embedded database (or uses the one of DATABASE_URL) and brings it up to date.
 * @param guest true for the command line beside a running server: what runs already is left running
 */
export async function openDeployment(guest = false): Promise<Opened> {
  setConfig(readConfig());
  const settings = config();
  mkdirSync(settings.DATA_DIR, { recursive: true });
  if (settings.DATABASE_URL) await checkExternal(settings.DATABASE_URL);
  const embedded = settings.DATABASE_URL ? undefined : await startEmbedded(settings.DATA_DIR);
  const close = async () => {
    await closeDatabase();
    if (!(guest && embedded?.found)) await embedded?.stop();
  };
  try {
    await bringUp(settings, settings.DATABASE_URL ?? embedded?.ownerUrl ?? "");
  } catch (error) {
    await close();
    throw error;
  }
  return { settings, close };
}

/** Brings the database up to date and opens it for the serving role. */
async function bringUp(settings: Config, ownerUrl: string): Promise<void> {
  const migrated = await migrate(ownerUrl, "migrations");
  if (migrated.length > 0) log().info({ migrations: migrated.length }, "database brought up to date");
  await installJobs(ownerUrl);
  openDatabase(await openRuntimeLogin(ownerUrl, runtimePassword(settings.DATA_DIR)), settings.DATABASE_POOL);
  await takeInBlueprints("blueprints");
}

/** The runtime role's password, kept beside the data (or made anew at each start for an external database). */
function runtimePassword(dataDir: string): string {
  const file = join(dataDir, "runtime.password");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
