import fc from "fast-check";
import sharp from "sharp";
import { expect, it } from "vitest";
import { type Quarter, quarterBetween, turnedBox } from "./quarter.ts";

type Box = [left: number, top: number, right: number, bottom: number];
const [width, height] = [600, 840];
const turns = [0, 90, 180, 270] as const satisfies Quarter[];

/** A page with ink in these boxes, as an image. */
async function paper(boxes: readonly Box[], turn: Quarter): Promise<Buffer> {
  const drawn = boxes.map(
    ([l, t, r, b]) => `<rect x="${l}" y="${t}" width="${r - l}" height="${b - t}" fill="#000"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/>${drawn.join("")}</svg>`;
  return sharp(await sharp(Buffer.from(svg)).png().toBuffer())
    .rotate(turn)
    .png()
    .toBuffer();
}

/** Lines of words and a frame, as pages have them. */
const written = fc.array(
  fc.tuple(fc.nat(300), fc.nat(760), fc.integer({ min: 20, max: 200 }), fc.integer({ min: 4, max: 10 })),
  { minLength: 15, maxLength: 40 },
);

it("a page that was turned is found however it was turned, and one that was not is left as it lies", async () => {
  await fc.assert(
    fc.asyncProperty(written, fc.constantFrom(...turns), async (words, turn) => {
      const boxes = words.map(([x, y, w, h]): Box => [40 + x, 40 + y, 40 + x + w, 40 + y + h]);
      const more: Box[] = [...boxes, [380, 60, 470, 110]];
      expect(await quarterBetween(await paper(boxes, 0), await paper(more, turn))).toBe(turn);
    }),
    { numRuns: 25 },
  );
}, 60_000);

it("pages that are not alike are not turned", async () => {
  const one: Box[] = [[40, 40, 560, 60]];
  const other: Box[] = [
    [100, 300, 200, 500],
    [300, 620, 340, 800],
  ];
  expect(await quarterBetween(await paper(one, 0), await paper(other, 0))).toBe(0);
  expect(await quarterBetween(await paper([], 0), await paper([], 90))).toBe(0);
});

it("a box lies on the turned page where its corners went", () => {
  const box: Box = [10, 20, 60, 40];
  expect(turns.map((turn) => turnedBox(box, [600, 840], turn))).toEqual([
    [10, 20, 60, 40],
    [800, 10, 820, 60],
    [540, 800, 590, 820],
    [20, 540, 40, 590],
  ]);
});
