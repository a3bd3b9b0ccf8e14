import fc from "fast-check";
import { expect, test } from "vitest";
import { boxesOn, drawnShape, type Lettered, letterAt, linesOf, turnedBack } from "./draw.ts";
import { kinds } from "./kinds.ts";
import { shape } from "./schema.ts";

const page: Lettered = {
  matrix: [1, 0, 0, -1, 0, 842],
  text: "Steam pressure\nNoise",
  runs: [
    [0, "Steam pressure", 60, 40, 200, 60],
    [15, "Noise", 60, 80, 110, 100],
  ],
};

test("letters are found by where they lie, from the nearest line", () => {
  expect(letterAt(page, [60, 50])).toBe(0);
  expect(letterAt(page, [110, 50])).toBe(5);
  expect(letterAt(page, [400, 52])).toBe(14);
  expect(letterAt(page, [60, 500])).toBe(15);
  expect(letterAt({ ...page, runs: [] }, [0, 0])).toBeNull();
});

test("a stretch over two lines has a box on each, in the PDF's own points", () => {
  expect(boxesOn(page, [6, 20])).toEqual([
    [120, 782, 200, 802],
    [60, 742, 110, 762],
  ]);
  expect(
    drawnShape(
      "highlight",
      [
        [60, 50],
        [110, 50],
      ],
      page,
    ),
  ).toEqual({
    shape: { boxes: [[60, 782, 110, 802]] },
    words: [0, 5],
  });
});

test("a stretch that somebody drew begins and ends with whole words", () => {
  const drawn = (from: number, to: number) =>
    drawnShape(
      "highlight",
      [
        [from, 50],
        [to, 50],
      ],
      page,
    )?.words;
  expect(drawn(80, 105)).toEqual([0, 5]); // within "Steam"
  expect(drawn(80, 140)).toEqual([0, 14]); // into "pressure"
  expect(drawn(112, 150)).toEqual([6, 14]); // from the space
});

test("what somebody draws is a shape that the server takes, or nothing", () => {
  const point = fc.tuple(
    fc.double({ min: -50, max: 700, noNaN: true }),
    fc.double({ min: -50, max: 900, noNaN: true }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.array(point, { maxLength: 60 }), (kind, points) => {
      const drawn = drawnShape(kind, points, page);
      if (drawn) expect(shape.safeParse(drawn.shape).success).toBe(true);
      if (drawn?.words) expect(drawn.words[1]).toBeGreaterThan(drawn.words[0]);
    }),
  );
  expect(
    drawnShape(
      "area",
      [
        [10, 10],
        [11, 11],
      ],
      page,
    ),
  ).toBeNull();
});

test("lines lead back to their letters", () => {
  for (const { text, words } of linesOf(" One\n\n Two words \n.")) {
    const [from = 0, to = 0] = words.split("-").map(Number);
    expect(" One\n\n Two words \n.".slice(from, to)).toBe(text);
  }
  expect(linesOf("a\nbc").map(({ text }) => text)).toEqual(["bc"]);
});

test("arrows go where they point, however the page is turned", () => {
  expect(turnedBack([1, 0], 90)).toEqual([0, -1]);
  expect(turnedBack([0, 1], 270)).toEqual([-1, 0]);
});
