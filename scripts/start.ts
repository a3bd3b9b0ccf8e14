/** Starts the built server and stops it in good order on Ctrl-C or a service manager's signal. */
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";

// Before anything is loaded, whatever the shell says: else React is its development build, which takes twice as long for a page.
process.env.NODE_ENV = "production";
// What was compiled at an earlier start is read, not compiled again; where it cannot be kept nothing is lost.
enableCompileCache(join(import.meta.dirname, "../build/compiled"));

const { start, ConfigError } = await import(new URL("../build/server/index.js", import.meta.url).href);

try {
  const running = await start();
  console.log(`Frontstage is open at ${running.url}`);
  if (running.people.length > 0) {
    console.log("It is the demonstration: on the sign-in page choose whom to be, for instance");
    for (const { name, title, companyName } of running.people)
      console.log(`  ${name}, ${title}, ${companyName}`);
  }
  if (running.ownerLink) console.log(`It has no owner yet. Take it over here, once:\n  ${running.ownerLink}`);
  flushCompileCache();
  const stop = async () => {
    await running.stop();
    process.exit(0);
  };
  process.once("SIGINT", stop).once("SIGTERM", stop);
} catch (error) {
  console.error(error instanceof ConfigError ? (error as Error).message : error);
  process.exit(1);
}
