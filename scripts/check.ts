/** Everything that must hold, in the order in which it tells most soonest: `npm test`. Stops at the first that fails. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const steps: [name: string, command: string[]][] = [
  ["types of the routes", ["react-router", "typegen"]],
  ["types", ["tsc"]],
  ["format and lint", ["biome", "check", "--error-on-warnings"]],
  ["dependency rules", ["depcruise", "src", "--config", ".dependency-cruiser.json", "--output-type", "err"]],
  ["dead code", ["knip", "--no-config-hints"]],
  ["database types are current", ["node", "scripts/database-types.ts", "--check"]],
  ["unit, integration and visibility", ["vitest", "run"]],
  ["build", ["react-router", "build"]],
  ["end to end in Chromium", ["vitest", "run", "--config", "vitest.e2e.config.ts"]],
];

/** Chromium of the system; on Debian, as root, it is installed. */
function haveChromium(): boolean {
  const found = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some((path) =>
    existsSync(path),
  );
  if (found || process.env.CHROMIUM) return true;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return false;
  spawnSync("sh", ["-c", "apt-get update -qq && apt-get install -y -qq chromium"], { stdio: "inherit" });
  return existsSync("/usr/bin/chromium");
}

if (!haveChromium()) {
  console.error(
    "The end-to-end tests need Chromium: install the package `chromium`, or set CHROMIUM to its path.",
  );
  process.exit(1);
}

for (const [name, [command = "", ...args]] of steps) {
  const began = Date.now();
  const result = spawnSync(command, args, { stdio: "inherit" });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${result.status === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (result.status !== 0) process.exit(result.status ?? 1);
}
