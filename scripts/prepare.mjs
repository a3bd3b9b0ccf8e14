// Runs on whatever Node the machine has (20 or newer), before anything else: installs the parts that package-lock.json
// names (their versions and hashes; nothing is written back) when they are missing or out of date. `npm ci` would want
// the packages of every other machine type in the lock as well (docs/decisions/0002-parts.md). Everything after it runs on the Node that those parts bring.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const stamp = "node_modules/.frontstage-installed";
const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
const installed = existsSync(stamp) ? readFileSync(stamp, "utf8") : "";

if (installed !== wanted) {
  console.log("Installing the parts (npm install) …");
  // npm speaks of engines because it runs on the machine's own Node; the parts run on the one they bring.
  const result = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("npm install failed. The registry must be reachable; nothing else is needed.");
    process.exit(result.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
