import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";

const readme = readFileSync("README.md", "utf8");

it("names every setting in the README, and none that is not there", () => {
  const config = readFileSync("src/platform/config.ts", "utf8");
  const settings = [...config.matchAll(/^ {2}([A-Z][A-Z0-9_]+): (?!string)/gm)].map(([, name]) => name);
  const named = [...readme.matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(([, name]) => name);
  expect(named).toEqual(settings);
});

it("gives the classification's attribution where it ships", () => {
  const { attribution } = parse(readFileSync("blueprints/pcf.yaml", "utf8"));
  const flat = (text: string) => text.replace(/\s+/g, " ").trim();
  expect(flat(readFileSync("NOTICE", "utf8"))).toContain(flat(attribution));
});

it("leads nowhere by mistake", () => {
  for (const file of ["README.md", "docs/decisions/README.md", "docs/guides/running.md"]) {
    const folder = file.split("/").slice(0, -1).join("/") || ".";
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
      expect(() => readFileSync(`${folder}/${target}`), `${file}: ${target}`).not.toThrow();
  }
});

it("lists every decision by its number and title", () => {
  const list = readFileSync("docs/decisions/README.md", "utf8");
  const records = readdirSync("docs/decisions").filter((name) => /^\d{4}-/.test(name));
  for (const name of records) {
    const [head = ""] = readFileSync(`docs/decisions/${name}`, "utf8").split("\n");
    const number = name.slice(0, 4);
    expect(head, name).toMatch(new RegExp(`^# ${Number(number)}\\. .`));
    expect(list).toContain(`- [${number}](${name}) ${head.replace(/^# \d+\. /, "")}`);
  }
  expect(new Set(records.map((name) => name.slice(0, 4))).size).toBe(records.length);
});
