import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const catalogue = (language: string, namespace = "process"): Record<string, string> =>
  JSON.parse(readFileSync(`${root}messages/${language}/${namespace}.json`, "utf8"));
const en = catalogue("en");

/** `{criterion}` and `{score, number}` alike. */
const parameters = (message: string) =>
  new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name));

test.each(["process", "process-room"])(
  "both languages have the same keys in %s, with the same parameters",
  (namespace) => {
    const [english, finnish] = [catalogue("en", namespace), catalogue("fi", namespace)];
    expect(Object.keys(finnish)).toEqual(Object.keys(english));
    for (const [key, message] of Object.entries(english)) {
      expect([key, parameters(finnish[key] ?? "")]).toEqual([key, parameters(message)]);
      expect(finnish[key]).not.toBe("");
    }
  },
);

test("every refusal of the commands has words", () => {
  const folder = `${root}src/features/process/commands`;
  const words = catalogue("en", "process-room");
  const general = catalogue("en", "problems");
  for (const name of readdirSync(folder).filter((file) => !file.includes(".test.")))
    for (const [, code = ""] of readFileSync(`${folder}/${name}`, "utf8").matchAll(
      /(?:refused|forbidden)\(\s*"([a-z-]+)"/g,
    ))
      expect(words[`problem-${code}`] ?? general[code], `${name}: ${code}`).toBeDefined();
});

test("every reason that the rules can give has words, and no words are left over", () => {
  const sources = readdirSync(`${root}src/features/process`, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name) && !name.includes(".test."))
    .map((name) => readFileSync(`${root}src/features/process/${name}`, "utf8"));
  const literal = sources.flatMap((text) => [...text.matchAll(/"(reason-[a-z-]+)"/g)].map(([, key]) => key));
  const made = [
    ...["open", "failed", "expired"].map((status) => `reason-criterion-${status}`),
    ...["open", "overdue"].map((state) => `reason-condition-${state}`),
  ];
  const used = new Set([...literal, ...made]);
  expect(new Set(Object.keys(en).filter((key) => key.startsWith("reason-")))).toEqual(used);
});
