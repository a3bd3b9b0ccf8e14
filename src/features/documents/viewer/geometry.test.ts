import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TILE, WIDTHS, ZOOMS } from "#platform/pages/index.ts";
import { layoutOf, numbersNear, packSizes, pageAt, sharpness, turned, unpackSizes } from "./geometry.ts";
import { tilesOver, unturned } from "./tiles.ts";

const a4 = [595, 842] as const;
const a1 = [2384, 1684] as const;
const room = { width: 1000, height: 700 };

describe("where pages lie", () => {
  it("fits each page to the window, large ones too", () => {
    const { boxes, width } = layoutOf([a4, a1], { fit: "width" }, 0, room);
    expect(boxes.map((box) => Math.round(box.width))).toEqual([976, 976]);
    expect(width).toBe(1000);
    const whole = layoutOf([a4, a1], { fit: "page" }, 0, room).boxes;
    for (const box of whole) expect(box.height).toBeLessThanOrEqual(700);
    const auto = layoutOf([a4], { fit: "auto" }, 0, room).boxes[0];
    expect(auto?.scale).toBe(1.5);
  });

  it("finds the page at every height", () => {
    const layout = layoutOf(Array(500).fill(a4), { fit: "none", scale: 1 }, 90, room);
    for (const [page, box] of layout.boxes.entries()) {
      expect(pageAt(layout, box.top)).toBe(page);
      expect(pageAt(layout, box.top + box.height - 1)).toBe(page);
    }
    expect(pageAt(layout, -5)).toBe(0);
    expect(pageAt(layout, 1e9)).toBe(499);
    expect(turned(a4, 90)).toEqual([842, 595]);
  });

  it("keeps sizes in few words", () => {
    const size = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));
    fc.assert(
      fc.property(fc.array(size), (sizes) => {
        expect(unpackSizes(packSizes(sizes))).toEqual(sizes);
      }),
    );
    expect(packSizes(Array(500).fill(a4))).toEqual([[595, 842, 500]]);
  });
});

describe("how sharp a page is wanted", () => {
  it("takes the width that is enough, then tiles", () => {
    expect(sharpness(893, 595, 1)).toEqual({ width: 800, zoom: null });
    expect(sharpness(893, 595, 2)).toEqual({ width: 1600, zoom: null });
    expect(sharpness(366, 595, 2)).toEqual({ width: 800, zoom: null });
    expect(sharpness(2400, 595, 2)).toEqual({ width: 1600, zoom: 8 });
    expect(sharpness(4000, 2384, 1)).toEqual({ width: 1600, zoom: 2 });
  });

  it("asks only for what the server makes", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 20_000, noNaN: true }),
        fc.constantFrom(1, 1.5, 2, 3),
        (width, density) => {
          const wanted = sharpness(width, 595, density);
          expect(WIDTHS as readonly number[]).toContain(wanted.width);
          if (wanted.zoom) expect(ZOOMS as readonly number[]).toContain(wanted.zoom);
        },
      ),
    );
  });

  it("covers what is seen with tiles, without gaps, and no more", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, share, fc.constantFrom(2, 4, 8), (x1, x2, y1, y2, zoom) => {
        const part = [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)] as const;
        const tiles = tilesOver(a1, zoom, part);
        const last = (side: "left" | "top", size: "width" | "height") =>
          Math.max(...tiles.map((tile) => tile[side] + tile[size]));
        expect(Math.min(...tiles.map((tile) => tile.left))).toBeLessThanOrEqual(part[0] * 100);
        expect(last("left", "width")).toBeGreaterThanOrEqual(Math.min(100, part[2] * 100) - 1e-9);
        expect(last("top", "height")).toBeGreaterThanOrEqual(Math.min(100, part[3] * 100) - 1e-9);
        for (const { column, row } of tiles) {
          expect(column * TILE).toBeLessThan(a1[0] * zoom);
          expect(row * TILE).toBeLessThan(a1[1] * zoom);
        }
      }),
    );
  });

  it("looks at the same part of a page however it is turned", () => {
    expect(unturned([0.1, 0.2, 0.3, 0.4], 0)).toEqual([0.1, 0.2, 0.3, 0.4]);
    // The upper right corner of a page turned clockwise is the upper left one of the page as it is.
    expect(unturned([0.9, 0, 1, 0.1], 90).map((x) => Math.round(x * 10) / 10)).toEqual([0, 0, 0.1, 0.1]);
    expect(unturned([0.9, 0.9, 1, 1], 180).map((x) => Math.round(x * 10) / 10)).toEqual([0, 0, 0.1, 0.1]);
    expect(unturned([0, 0.9, 0.1, 1], 270).map((x) => Math.round(x * 10) / 10)).toEqual([0, 0, 0.1, 0.1]);
  });
});

it("names the first and last pages, those near, and some on the way, however many there are", () => {
  expect(numbersNear(3, 5)).toEqual([0, 1, 2, 3, 4]);
  for (const pages of [61, 120, 500, 5000, 20_000])
    for (const page of [0, 57, pages - 1]) {
      const numbers = numbersNear(page, pages);
      expect(numbers.length).toBeLessThan(70);
      expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
      for (const one of [0, page, Math.max(0, page - 1), pages - 1]) expect(numbers).toContain(one);
      expect(numbers.every((one) => one >= 0 && one < pages)).toBe(true);
    }
});
