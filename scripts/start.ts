/**
 * Starts the built server and stops it in good order on Ctrl-C or a service manager's signal, also while it is starting.
 * The database starts while the program is being read, and what was compiled is kept for the next start.
 */
import { enableCompileCache, flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { ConfigError, readConfig } from "../src/platform/config.ts";
import { startEmbedded } from "../src/platform/database/embedded.ts";

// Before anything is loaded, whatever the shell says: else React is its development build, which takes twice as long for a page.
process.env.NODE_ENV = "production";
enableCompileCache(fileURLToPath(new URL("../build/compiled", import.meta.url)));
const asked = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => asked.abort(new Error("stopped while starting")));

let database: ReturnType<typeof startEmbedded> | undefined;
try {
  const settings = readConfig();
  if (!settings.DATABASE_URL) database = startEmbedded(settings.DATA_DIR);
  database?.catch(() => undefined); // told where it is waited for
  const { start } = await import(new URL("../build/server/index.js", import.meta.url).href).catch(
    async (error: unknown) => {
      const begun = await database;
      if (!begun?.found) await begun?.stop();
      throw error;
    },
  );
  const running = await start({ database, signal: asked.signal });
  const stop = async () => {
    await running.stop();
    process.exit(0);
  };
  if (asked.signal.aborted) await stop();
  asked.signal.addEventListener("abort", stop);
  const lines = [`Frontstage is open at ${running.url}`];
  if (running.people.length > 0) {
    lines.push("It is the demonstration: on the sign-in page choose whom to be, for instance");
    for (const { name, title, companyName } of running.people)
      lines.push(`  ${name}, ${title}, ${companyName}`);
  }
  if (running.ownerLink) lines.push(`It has no owner yet. Take it over here, once:\n  ${running.ownerLink}`);
  // At once: who waits for the first line has the others too.
  console.log(lines.join("\n"));
  flushCompileCache();
} catch (error) {
  if (asked.signal.aborted) {
    console.log("Stopped while starting. Nothing was left running.");
    process.exit(0);
  }
  const known = error instanceof ConfigError || (error as Error | undefined)?.name === "ConfigError";
  console.error(known ? (error as Error).message : error);
  process.exit(1);
}
