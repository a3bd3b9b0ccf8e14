import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kindGroups } from "./model/kinds.ts";

const literal = /"[a-z-]+\.[a-z-]+"/g;

/** Every kind of entry that the code writes: what stands after `kind:`, and in commands whatever reads like a past event. */
const kinds = [
  ...new Set(
    globSync("src/**/*.{ts,tsx}")
      .filter((file) => !/\.test\.tsx?$|platform\/live/.test(file))
      .flatMap((file) => {
        const code = readFileSync(file, "utf8").replace(/name: "[^"]*"/g, "");
        const written =
          (code.match(/kind: [^,;]*"[a-z-]+\.[a-z-]+"[^,;]*/g) ?? []).join(" ").match(literal) ?? [];
        const past = file.includes("/commands/")
          ? (code.match(literal) ?? []).filter((text) => /ed"$/.test(text))
          : [];
        return [...written, ...past];
      })
      .map((text) => text.slice(1, -1)),
  ),
];

describe("words of the log", () => {
  it.each(["en", "fi"])("has words for every kind of entry (%s)", (locale) => {
    const wordsOf = (name: string): Record<string, string> =>
      JSON.parse(readFileSync(`messages/${locale}/${name}.json`, "utf8"));
    const words = { ...wordsOf("activity"), ...wordsOf("log") };
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => !words[`kind-${kind.replace(".", "-")}`])).toEqual([]);
    expect(kindGroups.filter((group) => !words[`group-${group}`])).toEqual([]);
  });

  it("has a filter for everything that entries are about", () => {
    const about = new Set(kinds.map((kind) => kind.split(".")[0]));
    expect([...about].filter((group) => !(kindGroups as readonly string[]).includes(group ?? ""))).toEqual(
      [],
    );
  });
});
