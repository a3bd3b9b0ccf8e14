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
