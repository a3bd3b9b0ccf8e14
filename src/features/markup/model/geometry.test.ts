import fc from "fast-check";
import { expect, test } from "vitest";
import { boundsOf, fromPage, type Matrix, type Point, shifted, toPage } from "./geometry.ts";

const number = fc.double({ min: -2000, max: 2000, noNaN: true });
const point = fc.tuple(number, number);
/** Pages turned by quarter turns, with the corner of their space anywhere. */
const matrix: fc.Arbitrary<Matrix> = fc
  .tuple(fc.constantFrom([1, 0, 0, -1], [0, 1, 1, 0], [-1, 0, 0, 1], [0, -1, -1, 0]), point)
  .map(([[a = 1, b = 0, c = 0, d = 1], [e, f]]) => [a, b, c, d, e, f]);

test("from the page and back is the same point, however the page is turned", () => {
  fc.assert(
    fc.property(matrix, point, (through, at) => {
      const [x, y] = fromPage(through, toPage(through, at as Point));
      expect(x).toBeCloseTo(at[0], 6);
      expect(y).toBeCloseTo(at[1], 6);
    }),
  );
});

test("a page that stands upright counts from its upper left", () => {
  expect(toPage([1, 0, 0, -1, 0, 842], [72, 770])).toEqual([72, 72]);
});

test("a shifted shape has shifted bounds", () => {
  const strokes: Point[][] = [
    [
      [0, 0],
      [4, 9],
    ],
    [[-2, 3]],
  ];
  expect(boundsOf({ strokes })).toEqual([-2, 0, 4, 9]);
  expect(boundsOf(shifted({ strokes }, [10, -1]))).toEqual([8, -1, 14, 8]);
});
