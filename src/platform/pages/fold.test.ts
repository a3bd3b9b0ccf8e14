import fc from "fast-check";
import { expect, test } from "vitest";
import { around, fold, placesOf } from "./fold.ts";

test("finds words whatever their capitals, breaks and ligatures", () => {
  const text = "The ﬁnal Steam-\nturbine\nmakes   STEAM.";
  const found = (words: string) => placesOf(text, words).map(([start, end]) => text.slice(start, end));
  expect(found("steam")).toEqual(["Steam", "STEAM"]);
  expect(found("steamturbine")).toEqual(["Steam-\nturbine"]);
  expect(found("turbine makes steam")).toEqual(["turbine\nmakes   STEAM"]);
  expect(found("final")).toEqual(["ﬁnal"]);
  expect(found("  ")).toEqual([]);
  expect(found("boiler")).toEqual([]);
});

test("accents and ways of writing a sign do not count; a hyphen at a line's end may belong to the word or not", () => {
  const found = (text: string, words: string) =>
    placesOf(text, words).map(([start, end]) => text.slice(start, end));
  expect(found("HÖYRY ja hoyry", "höyry")).toEqual(["HÖYRY", "hoyry"]);
  expect(found("nai\u0308f\u0301 Grüße", "naif")).toEqual(["nai\u0308f\u0301"]);
  expect(found("Grüße", "GRÜSSE")).toEqual(["Grüße"]);
  expect(found("a well-\nknown and a well-known", "well-known")).toEqual(["well-\nknown", "well-known"]);
  expect(found("superheated steamtur\ufffebines", "steamturbines")).toEqual(["steamtur\ufffebines"]);
  expect(found("steamtur\u00ad\nbines", "turbine")).toEqual(["tur\u00ad\nbine"]);
  expect(found("PM3–10", "pm3-10")).toEqual(["PM3–10"]);
  expect(found("pm310", "pm3-10")).toEqual([]);
  expect(found("1.5 (a) [b] * x", "(a) [b] *")).toEqual(["(a) [b] *"]);
  expect(found("1x5", "1.5")).toEqual([]);
});

/** All ways to read a text, as somebody would who knows the rules but is in no hurry. */
function readings(text: string): Set<string> {
  const breaks = /(?:\u00ad|\ufffe)(?:[ ]*\n\s*)?|-[ ]*\n\s*/;
  let all = [text];
  for (;;) {
    const next = all.flatMap((one) => {
      const cut = breaks.exec(one);
      if (!cut) return [one];
      const [before, after] = [one.slice(0, cut.index), one.slice(cut.index + cut[0].length)];
      return [`${before}${after}`, `${before}\u0001${after}`];
    });
    if (next.length === all.length) break;
    all = next;
  }
  const plain = (one: string) =>
    one
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .replace(/\s+/g, " ")
      .toLowerCase()
      .replaceAll("\u0001", "-");
  return new Set(all.map(plain));
}

test("finds what a naive reader finds", () => {
  const parts = ["a", "b", "Ä", "ä", "B", "-", "-\n", "\u00ad", "\ufffe", "-\n  ", " ", "\n", "o"];
  const text = fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((some) => some.join(""));
  const letters = fc.constantFrom("a", "ä", "b", "O", "a-b", "b a", "ab");
  const wanted = fc.array(letters, { minLength: 1, maxLength: 3 }).map((some) => some.join(""));
  fc.assert(
    fc.property(text, wanted, (hay, needle) => {
      const [said] = [...readings(needle)];
      const naive: [number, number][] = [];
      for (let start = 0; start < hay.length; start++) {
        if (!/[a-zäÄ]/i.test(hay[start] ?? "")) continue;
        let end = start + 1;
        while (
          end <= hay.length &&
          !(/[a-zä]$/i.test(hay.slice(start, end)) && readings(hay.slice(start, end)).has(said ?? ""))
        )
          end += 1;
        if (end > hay.length) continue;
        naive.push([start, end]);
        start = end - 1;
      }
      expect(placesOf(hay, needle)).toEqual(naive);
    }),
    { numRuns: 500 },
  );
});

test("a place of a folded letter is a place of the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const folded = fold(text);
      expect(folded.at.length).toBe(folded.text.length);
      for (const at of folded.at) expect(at).toBeLessThan(text.length);
    }),
  );
});

test("tells what stands around, in one line and in whole words", () => {
  const text = `${"before ".repeat(20)}the\nturbine ${"after ".repeat(20)}`;
  const [place = [0, 0]] = placesOf(text, "the turbine");
  expect(around(text, place as [number, number], 20)).toEqual({
    before: "before before ",
    found: "the turbine",
    after: " after after after",
  });
});
