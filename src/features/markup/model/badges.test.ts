import fc from "fast-check";
import { expect, test } from "vitest";
import { badgePlaces, ROOM } from "./badges.ts";
import type { Lettered } from "./draw.ts";
import type { Shape } from "./geometry.ts";

const matrix: Lettered["matrix"] = [1, 0, 0, -1, 0, 842];
const size = [595, 842] as const;
/** Lines of text from margin to margin, twelve points high. */
const runs: Lettered["runs"] = Array.from({ length: 20 }, (_, row) => [
  row * 80,
  "Cylinder surface temperature is 180 °C and the pressure is 3 bar",
  60,
  100 + row * 15,
  535,
  112 + row * 15,
]);
const mark = (shape: Shape, kind = "room") => ({ place: { shape }, audience: { kind } });
const covers = (one: { left: number; top: number }, [left, top, right, bottom]: readonly number[]) =>
  one.left - ROOM.width / 2 < (right ?? 0) &&
  one.left + ROOM.width / 2 > (left ?? 0) &&
  one.top - ROOM.height / 2 < (bottom ?? 0) &&
  one.top + ROOM.height / 2 > (top ?? 0);

test("a badge stands beside the words that are marked, at the edge of the page where nothing else is free", () => {
  const [inText, below] = badgePlaces(
    [mark({ at: [300, 842 - 160] }), mark({ boxes: [[100, 300, 200, 320]] })],
    matrix,
    size,
    1,
    runs,
  );
  expect(inText?.left).toBe(ROOM.width / 2);
  expect(inText?.top).toBe(160);
  expect(inText?.to).toEqual([300, 160]);
  expect(below).toMatchObject({ to: null });
  expect(Math.abs((below?.left ?? 0) - 100)).toBeLessThan(ROOM.width);
});

test("badges cover no words while there is room, and never each other", () => {
  const point = fc.tuple(fc.integer({ min: 60, max: 535 }), fc.integer({ min: 20, max: 820 }));
  fc.assert(
    fc.property(
      fc.uniqueArray(point, { maxLength: 5, selector: ([, y]) => Math.floor(y / 60) }),
      (points) => {
        const placed = badgePlaces(
          points.map((at) => mark({ at })),
          matrix,
          size,
          1,
          runs,
        );
        for (const one of placed) {
          expect(runs.some(([, , ...box]) => covers(one, box))).toBe(false);
          for (const other of placed)
            if (other !== one)
              expect(
                Math.abs(one.left - other.left) >= ROOM.width || Math.abs(one.top - other.top) >= ROOM.height,
              ).toBe(true);
        }
      },
    ),
  );
  const many = badgePlaces(
    Array.from({ length: 12 }, () => mark({ at: [300, 700] })),
    matrix,
    size,
    1,
    null,
  );
  expect(new Set(many.map(({ left, top }) => `${left} ${top}`)).size).toBe(12);
});

test("on a page full of words a badge finds the nearest gap, or the margin, with a line to its mark", () => {
  const full: Lettered["runs"] = Array.from({ length: 50 }, (_, row) => [
    row * 80,
    "words",
    30,
    40 + row * 15,
    row === 24 ? 330 : 565,
    52 + row * 15,
  ]);
  const top = (row: number) => 842 - (40 + row * 15);
  const [near, far] = badgePlaces(
    [
      mark({ boxes: [[100, top(24) - 12, 300, top(24)]] }),
      mark({ boxes: [[100, top(10) - 12, 300, top(10)]] }),
    ],
    matrix,
    size,
    1,
    full.filter((_, row) => row !== 25 && row !== 23),
  );
  // Behind the end of its own line, as the lines above and below leave room.
  expect(near && near.left > 330 && near.left < 420 && Math.abs(near.top - 406) < 30).toBe(true);
  // Only the margin is free: it stands out of the page a little.
  expect(far?.left === 18 - 10 || far?.left === 595 - 18 + 10).toBe(true);
  expect(far?.to?.[1]).toBeCloseTo(202, 0);
});
