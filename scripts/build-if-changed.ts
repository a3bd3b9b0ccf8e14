/** Builds when a source is newer than the last build, so that a second start is quick. */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, rmSync, statSync } from "node:fs";

const built = "build/server/index.js";
const sources = [
  "package-lock.json",
  "vite.config.ts",
  "catalogues.vite.ts",
  "react-router.config.ts",
  ...globSync(["src/**/*", "messages/**/*", "public/**/*"]),
];
const newest = Math.max(...sources.filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs));

if (!existsSync(built) || statSync(built).mtimeMs < newest) {
  console.error("Building …");
  const result = spawnSync("react-router", ["build"], {
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  // Earlier builds' parts stay for pages that are still open, for a month; the present ones have just been written.
  const old = Date.now() - 30 * 86_400_000;
  for (const part of globSync("build/client/assets/*")) if (statSync(part).mtimeMs < old) rmSync(part);
}
