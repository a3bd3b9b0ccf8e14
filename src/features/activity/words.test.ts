import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { kindGroups } from "./model/kinds.ts";

/** Every kind of entry that the code writes. */
const kinds = [
  ...new Set(
    globSync("src/**/*.{ts,tsx}")
      .filter((file) => !/\.test\.tsx?$/.test(file))
      .flatMap((file) => readFileSync(file, "utf8").match(/kind: [^,;]*"[a-z-]+\.[a-z-]+"[^,;]*/g) ?? [])
      .flatMap((text) => text.match(/"[a-z-]+\.[a-z-]+"/g) ?? [])
      .map((text) => text.slice(1, -1)),
  ),
].filter((kind) => kind !== "audience.changed"); // told by the stream alone, never written

describe("words of the log", () => {
  it.each(["en", "fi"])("has words for every kind of entry (%s)", (locale) => {
    const words = JSON.parse(readFileSync(`messages/${locale}/activity.json`, "utf8")) as Record<
      string,
      string
    >;
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
