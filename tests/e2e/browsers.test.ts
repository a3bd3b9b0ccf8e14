import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/**
 * What goes to browsers uses nothing newer than what the browsers named in docs/guides/running.md have. The build brings the language
 * down to that; functions that an old browser lacks are not replaced by anybody, so they are looked for here.
 */
const built = "build/client/assets";
const filesOf = (ending: string) =>
  readdirSync(built)
    .filter((name) => name.endsWith(ending))
    .map((name) => [name, readFileSync(`${built}/${name}`, "utf8")] as const);

/** Functions of the language and of browsers that Safari 17.0, Firefox 121 or Chromium 119 do not have, and that no library asks for first. */
const tooNew =
  /\b(?:Map|Object)\.groupBy\b|\bPromise\.(?:withResolvers|try)\b|\bArray\.fromAsync\b|\bURL\.(?:canParse|parse)\b|\bAbortSignal\.any\b|\bIterator\.from\b|\bRegExp\.escape\b|\bnew (?:URLPattern|Highlight)\b|\bIntl\.DurationFormat\b|\.(?:isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference|startViewTransition\(\)|showPicker\(\))/;

describe("browsers of the last three years", () => {
  it("have every function that the scripts call", () => {
    const found = filesOf(".js").flatMap(([name, code]) => {
      const one = tooNew.exec(code)?.[0];
      return one ? [`${name}: ${one}`] : [];
    });
    expect(found).toEqual([]);
  });

  it("are given colours without light-dark(), which the build writes out for both", () => {
    expect(filesOf(".css").filter(([, code]) => code.includes("light-dark("))).toEqual([]);
  });
});
