/** Everything that must hold, in the order in which it tells most soonest: `npm test`. Stops at the first that fails. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

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

/** Programs that the end-to-end tests run, and the packages that bring them. */
const programs: [name: string, found: () => boolean, packages: string][] = [
  [
    "Chromium (or CHROMIUM with its path)",
    () =>
      process.env.CHROMIUM !== undefined ||
      ["chromium", "chromium-browser", "google-chrome"].some((name) => existsSync(`/usr/bin/${name}`)),
    "chromium",
  ],
  ["poppler's tools, which read exported PDFs back", () => onPath("pdftocairo"), "poppler-utils"],
  ["qpdf, which reads exported PDFs back", () => onPath("qpdf"), "qpdf"],
];

function onPath(name: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, name)));
}

/** What is missing; on Debian, as root, it is installed first. */
function missing(): typeof programs {
  const wanted = programs.filter(([, found]) => !found());
  if (wanted.length === 0 || process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return wanted;
  const packages = wanted.map(([, , name]) => name).join(" ");
  spawnSync("sh", ["-c", `apt-get update -qq && apt-get install -y -qq ${packages}`], { stdio: "inherit" });
  return wanted.filter(([, found]) => !found());
}

const lacking = missing();
if (lacking.length > 0) {
  console.error(
    `The end-to-end tests need ${lacking.map(([name]) => name).join("; ")}. Install ${lacking.map(([, , name]) => name).join(" ")} (Debian's names).`,
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
