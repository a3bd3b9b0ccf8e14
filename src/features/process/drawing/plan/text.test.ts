import fc from "fast-check";
import { expect, test } from "vitest";
import { textWidth, wrap } from "./text.ts";

const word = fc.stringMatching(/^[a-zäöå]{1,30}(-[a-zäöå]{2,10})?$/);

test("every line fits, and nothing is lost but spaces and gained but hyphens", () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 60, max: 200 }),
      (words, width) => {
        const lines = wrap(words.join(" "), width, 11, 99);
        for (const line of lines) expect(textWidth(line, 11)).toBeLessThanOrEqual(width);
        const letters = (text: string) => text.replaceAll(/[\s-]/g, "");
        expect(letters(lines.join(""))).toBe(letters(words.join("")));
      },
    ),
  );
});

test("too many lines end in an ellipsis within the width", () => {
  const lines = wrap("one two three four five six seven eight", 60, 11, 2);
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/…$/);
  expect(textWidth(lines[1] ?? "", 11)).toBeLessThanOrEqual(60);
});

test("a long word breaks at its own hyphen before it gets one, and never leaves a letter or two alone", () => {
  expect(wrap("elinkaari-kustannukset", 80, 11)).toEqual(["elinkaari-", "kustannukset"]);
  for (const line of wrap("sopimuskatselmus", 70, 11))
    expect(line.replace("-", "").length).toBeGreaterThan(2);
});

test("nothing is nothing", () => {
  expect(wrap("", 50, 11)).toEqual([]);
});
