import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { difference, type Raster } from "#platform/pages/difference.ts";
import { pairsOf } from "./align.ts";
import { wordChanges } from "./words.ts";

const page = (name: string) =>
  `${name} is a page about ${name} with words of its own, such as ${name}one and ${name}two`;

describe("pages", () => {
  it("are the same by their words, where pages were put in or taken out", () => {
    const old = ["alpha", "beta", "gamma", "delta"].map(page);
    const now = [old[0], page("new"), old[1], `${old[2]} and more`, page("other")] as string[];
    expect(pairsOf(old, now)).toEqual([
      { old: 0, now: 0 },
      { old: null, now: 1 },
      { old: 1, now: 2 },
      { old: 2, now: 3 },
      { old: 3, now: 4 },
    ]);
    expect(pairsOf(["", ""], ["", "", ""])).toHaveLength(3);
    expect(pairsOf([], [])).toEqual([]);
  });

  it("each stand in one pair, in their order", () => {
    const text = fc.constantFrom("", page("a"), page("b"), page("c"));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), fc.array(text, { maxLength: 8 }), (old, now) => {
        const pairs = pairsOf(old, now);
        expect(pairs.flatMap((pair) => pair.old ?? [])).toEqual(old.map((_, index) => index));
        expect(pairs.flatMap((pair) => pair.now ?? [])).toEqual(now.map((_, index) => index));
      }),
    );
  });
});

describe("words", () => {
  it("that changed are told with those around them", () => {
    expect(
      wordChanges(
        "Steam pressure shall be 84 bar at\nthe inlet",
        "Steam pressure shall be 90 bar at the inlet of it",
      ),
    ).toEqual([
      { before: "Steam pressure shall be", removed: "84", added: "90", after: "bar at the inlet of" },
      { before: "90 bar at the inlet", removed: "", added: "of it", after: "" },
    ]);
    expect(wordChanges("the same", "the  same\n")).toEqual([]);
  });

  it("taken out and put in give the new text", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 20 });
    fc.assert(
      fc.property(text, text, (old, now) => {
        const changes = wordChanges(old.join(" "), now.join(" "));
        const count = (list: string[], key: "removed" | "added") =>
          list.length - changes.flatMap((one) => one[key].split(" ").filter(Boolean)).length;
        expect(count(old, "removed")).toBe(count(now, "added"));
      }),
    );
  });
});

function paper(width: number, height: number, boxes: [number, number, number, number][]): Raster {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (const [left, top, right, bottom] of boxes)
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, pixels };
}

describe("two pictures of a page", () => {
  it("differ where ink is gone or new, not where it moved by a pixel", () => {
    const old = paper(200, 300, [
      [10, 10, 60, 20],
      [100, 100, 140, 110],
    ]);
    const now = paper(200, 320, [
      [11, 11, 61, 21],
      [20, 200, 60, 210],
    ]);
    const found = difference({ old, now });
    expect(found).toMatchObject({ width: 200, height: 320 });
    expect(found.areas.map(({ kind }) => kind)).toEqual(["removed", "added"]);
    const [gone, come] = found.areas;
    expect(gone && gone.left <= 100 && gone.right >= 140 && gone.top <= 100 && gone.bottom >= 110).toBe(true);
    expect(come && come.left <= 20 && come.right >= 60 && come.top <= 200).toBe(true);
    const colour = (x: number, y: number) => [
      ...found.pixels.slice((y * 200 + x) * 4, (y * 200 + x) * 4 + 3),
    ];
    expect(colour(120, 105)).toEqual([196, 30, 30]);
    expect(colour(40, 205)).toEqual([20, 80, 200]);
    expect(colour(30, 15)).toEqual([140, 140, 140]);
    expect(colour(150, 250)).toEqual([255, 255, 255]);
  });
});
