/** `npm run bench`: every measurement, one after the other, into bench/RESULTS.md. Takes about a quarter of an hour. */
import { execSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { firstVisit } from "./first-visit.ts";
import { growth } from "./growth.ts";
import { register } from "./register.ts";
import { requests } from "./requests.ts";
import { table } from "./result.ts";
import { rules } from "./rules.ts";
import { start } from "./start.ts";
import { upload } from "./upload.ts";
import { viewer } from "./viewer.ts";

const parts = [
  ["As it fills: 100 and 20,000 rooms, 4 million log entries", "growth.ts", growth],
  ["What row-level security costs", "rules.ts", rules],
  ["A register of five thousand documents", "register.ts", register],
  ["Against the framework's bare page", "requests.ts", requests],
  ["A first visit over Slow 4G, processor four times slower", "first-visit.ts", firstVisit],
  ["The viewer of documents", "viewer.ts", viewer],
  ["Start and memory", "start.ts", start],
  ["A large file in parts", "upload.ts", upload],
] as const;

const machine = `${cpus().length} × ${cpus()[0]?.model.trim() || "processor"}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`;
const sections: string[] = [];
for (const [title, file, measure] of parts) {
  console.log(title);
  const load = loadavg()[0]?.toFixed(1);
  const shown = table(await measure());
  console.log(shown);
  sections.push(`## ${title}\n\n\`node bench/${file}\`, load before: ${load}\n\n${shown}`);
}
const commit = execSync("git rev-parse --short HEAD").toString().trim();
const day = new Date().toISOString().slice(0, 10);
writeFileSync(
  "bench/RESULTS.md",
  `# Measured\n\n${day}, commit ${commit}, ${machine}. Made by \`npm run bench\`. Ratios are of medians within one run, asked in turn;\nbudgets are those of the design. Times in milliseconds depend on the machine and on what else it does.\n\n${sections.join("\n\n")}\n`,
);
