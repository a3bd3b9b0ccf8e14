import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeInBlueprints } from "#features/process/index.ts";
import { type Config, config, readConfig, setConfig } from "#platform/config.ts";
import {
  checkExternal,
  closeDatabase,
  type EmbeddedDatabase,
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
  /**
   * Closes the database and stops the embedded one; but one that was found running is left to whom it runs for, by the
   * command line and by a start that gave up (a second one by mistake, say).
   */
  close(gaveUp?: boolean): Promise<void>;
}

/**
 * Reads the configuration, starts the embedded database (or uses the one of DATABASE_URL) and brings it up to date.
 * @param options.guest the command line beside a running server: what runs already is left running
 * @param options.database the embedded database, when it was started while the program was still being read
 * @throws with everything stopped that was begun
 */
export async function openDeployment({
  guest = false,
  database,
}: {
  guest?: boolean;
  database?: Promise<EmbeddedDatabase> | undefined;
} = {}): Promise<Opened> {
  setConfig(readConfig());
  const settings = config();
  if (!existsSync(settings.DATA_DIR)) {
    mkdirSync(settings.DATA_DIR, { recursive: true });
    chmodSync(settings.DATA_DIR, 0o700); // other users of the machine have no business in it
  }
  if (settings.DATABASE_URL) await checkExternal(settings.DATABASE_URL);
  const embedded = settings.DATABASE_URL ? undefined : await (database ?? startEmbedded(settings.DATA_DIR));
  try {
    const ownerUrl = settings.DATABASE_URL ?? embedded?.ownerUrl ?? "";
    const migrated = await migrate(ownerUrl, "migrations");
    if (migrated.length > 0) log().info({ migrations: migrated.length }, "database brought up to date");
    const open = async () => {
      const password = runtimePassword(settings.DATA_DIR);
      openDatabase(await openRuntimeLogin(ownerUrl, password), settings.DATABASE_POOL);
      await takeInBlueprints("blueprints", import.meta.env.DEV ? null : import.meta.url);
    };
    await both(installJobs(ownerUrl), open());
  } catch (error) {
    // What a failed start began, it ends; what it found running is left as it was.
    await closeDatabase();
    if (!embedded?.found) await embedded?.stop();
    throw error;
  }
  return {
    settings,
    async close(gaveUp = false) {
      await closeDatabase();
      if (!((guest || gaveUp) && embedded?.found)) await embedded?.stop();
    },
  };
}

/** Two at once, and after both whatever went wrong with either: nothing may still be at work when the database closes. */
async function both(one: Promise<unknown>, other: Promise<unknown>): Promise<void> {
  for (const { status, ...rest } of await Promise.allSettled([one, other]))
    if (status === "rejected") throw (rest as PromiseRejectedResult).reason;
}

/** The runtime role's password, kept beside the data (or made anew at each start for an external database). */
function runtimePassword(dataDir: string): string {
  const file = join(dataDir, "runtime.password");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
