/**
 * The parts of README.md that follow from elsewhere: the settings from `src/platform/config.ts` with their comments, the figures
 * from `bench/RESULTS.md`. `node scripts/readme.ts` writes them; with `--check` it fails when they are out of date.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const read = (path: string) => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** Name, default and comment of every setting, in the order of the file. */
function settings(): string {
  const schema = /z\.object\(\{([\s\S]*?)\n\}\);/.exec(read("src/platform/config.ts"))?.[1] ?? "";
  const rows = [
    ...schema.matchAll(
      /(?:\/\*\* (.*?) \*\/\n\s*)?^ {2}([A-Z][A-Z0-9_]*):([\s\S]*?),$(?=\n {2}(?:\/|[A-Z])|\s*$)/gm,
    ),
  ].map(([, comment = "", name, rest = ""]) => {
    const given = /\.default\(("?)(.*?)\1\)/.exec(rest)?.[2];
    const shown = given === undefined || given === "false" ? "" : `\`${given.replaceAll("_", "")}\``;
    return `| \`${name}\` | ${shown} | ${comment.replaceAll("|", "\\|")} |`;
  });
  return ["| setting | default | |", "|---|---|---|", ...rows].join("\n");
}

/** The figures that have a budget. */
function figures(): string {
  const rows = read("bench/RESULTS.md")
    .split("\n")
    .filter((line) => /\| ≤ /.test(line));
  if (rows.length === 0) return "";
  return [
    "## Measured",
    "",
    "From [bench/RESULTS.md](bench/RESULTS.md), which says when and on what; `npm run bench` measures anew.",
    "",
    "| measured | value | budget | |",
    "|---|--:|--:|---|",
    ...rows,
  ].join("\n");
}

const before = read("README.md");
const put = (text: string, name: string, content: string) =>
  text.replace(
    new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
    () => `<!-- ${name} -->\n${content}\n<!-- /${name} -->`,
  );
const after = put(put(before, "settings", settings()), "figures", figures());
if (process.argv.includes("--check")) {
  if (after !== before) {
    console.error("README.md is out of date: run `node scripts/readme.ts`.");
    process.exit(1);
  }
} else writeFileSync("README.md", after);
