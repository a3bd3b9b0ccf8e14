import fc from "fast-check";
import { expect, it } from "vitest";
import { boxesOf } from "./places.ts";
import { nextHit } from "./useFind.ts";

it("goes through every place once in order, and back the same way", () => {
  const counts = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(counts, fc.integer({ min: 0, max: 30 }), (numbers, looked) => {
      const pages = numbers.toSorted((a, b) => a - b).map((page) => ({ page, count: 1 + (page % 3) }));
      const all = pages.flatMap(({ page, count }) =>
        Array.from({ length: count }, (_, index) => ({ page, index })),
      );
      for (const by of [1, -1] as const) {
        const seen = [];
        let hit = nextHit(pages, null, looked, by);
        for (let step = 0; step < all.length; step++) {
          seen.push(hit);
          hit = nextHit(pages, hit, looked, by);
        }
        expect(hit).toEqual(seen[0]);
        const ordered = by === 1 ? seen : seen.toReversed();
        const first = ordered.findIndex((one) => one?.page === all[0]?.page && one?.index === 0);
        expect([...ordered.slice(first), ...ordered.slice(0, first)]).toEqual(all);
      }
    }),
  );
  // It begins at the page that is looked at.
  const pages = [
    { page: 1, count: 2 },
    { page: 5, count: 3 },
  ];
  expect(nextHit(pages, null, 1, 1)).toEqual({ page: 1, index: 0 });
  expect(nextHit(pages, null, 2, 1)).toEqual({ page: 5, index: 0 });
  expect(nextHit(pages, null, 9, 1)).toEqual({ page: 1, index: 0 });
  expect(nextHit(pages, null, 5, -1)).toEqual({ page: 5, index: 2 });
  expect(nextHit([], null, 0, 1)).toBeNull();
});

it("a place that goes over two lines has two boxes", () => {
  const info = {
    text: "the steam\u00adturbine turns",
    runs: [
      [0, "the steam\u00ad", 0, 10, 100, 20],
      [10, "turbine turns", 0, 30, 130, 40],
    ] as [number, string, number, number, number, number][],
  };
  expect(boxesOf(info, "steamturbine")).toEqual([
    [
      [40, 10, 60, 10],
      [0, 30, 70, 10],
    ],
  ]);
});
