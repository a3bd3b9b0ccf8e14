import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const catalogue = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`${root}messages/${language}/process.json`, "utf8"));
const [en, fi] = [catalogue("en"), catalogue("fi")];

/** `{criterion}` and `{score, number}` alike. */
const parameters = (message: string) =>
  new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name));

test("both languages have the same keys, with the same parameters", () => {
  expect(Object.keys(fi)).toEqual(Object.keys(en));
  for (const [key, message] of Object.entries(en)) {
    expect([key, parameters(fi[key] ?? "")]).toEqual([key, parameters(message)]);
    expect(fi[key]).not.toBe("");
  }
});

test("every reason that the rules can give has words, and no words are left over", () => {
  const sources = readdirSync(`${root}src/features/process`, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => readFileSync(`${root}src/features/process/${name}`, "utf8"));
  const literal = sources.flatMap((text) => [...text.matchAll(/"(reason-[a-z-]+)"/g)].map(([, key]) => key));
  const made = ["open", "failed", "expired"].map((status) => `reason-criterion-${status}`);
  const used = new Set([...literal, ...made]);
  expect(new Set(Object.keys(en).filter((key) => key.startsWith("reason-")))).toEqual(used);
});
