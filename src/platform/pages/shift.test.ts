import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { line, pagesOf } from "../../../tests/fixtures/pdf.ts";
import { difference, type Raster } from "./difference.ts";
import { askEngine, endPages } from "./pool.ts";
import { type Shift, shiftBetween } from "./shift.ts";

const folder = mkdtempSync(join(tmpdir(), "frontstage-shift-"));
afterAll(async () => {
  await endPages();
  rmSync(folder, { recursive: true, force: true });
});

type Box = readonly [left: number, top: number, right: number, bottom: number];
const [width, height] = [600, 840];
const none: Shift = { scale: 1, right: 0, down: 0 };

/** A page with ink in these boxes, moved as a whole. */
function paper(boxes: readonly Box[], { scale, right, down } = none): Raster {
  const pixels = new Uint8Array(width * height * 4).fill(255);
  const at = (value: number, by: number, most: number) =>
    Math.min(most, Math.max(0, Math.round(value * scale + by)));
  for (const [l, t, r, b] of boxes)
    for (let y = at(t, down, height); y < at(b, down, height); y++)
      for (let x = at(l, right, width); x < at(r, right, width); x++)
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return { width, height, pixels };
}

/** Lines of words and some rules, as pages and drawings have them. */
const drawing: fc.Arbitrary<Box[]> = fc
  .tuple(
    fc.array(
      fc.tuple(fc.nat(500), fc.nat(720), fc.integer({ min: 4, max: 90 }), fc.integer({ min: 3, max: 9 })),
      {
        minLength: 25,
        maxLength: 60,
      },
    ),
    fc.array(fc.tuple(fc.nat(400), fc.nat(600), fc.boolean()), { minLength: 3, maxLength: 6 }),
  )
  .map(([words, rules]) => [
    ...words.map(([x, y, w, h]): Box => [40 + (x % 460), 40 + y, 40 + (x % 460) + w, 40 + y + h]),
    ...rules.map(
      ([x, y, upright]): Box =>
        upright ? [60 + x, 40 + y, 62 + x, 140 + y] : [60 + x, 60 + y, 160 + x, 62 + y],
    ),
  ]);
const shift: fc.Arbitrary<Shift> = fc
  .tuple(
    fc.integer({ min: -200, max: 200 }),
    fc.integer({ min: -24, max: 24 }),
    fc.integer({ min: -24, max: 24 }),
  )
  .map(([scale, x, y]) => {
    const by = 1 + scale / 10_000;
    return { scale: by, right: x + (width / 2) * (1 - by), down: y + (height / 2) * (1 - by) };
  });
const corners = [
  [0, 0],
  [width, 0],
  [0, height],
  [width, height],
] as const;

describe("a page that lies differently as a whole", () => {
  it("is found, wherever it was moved and however it was scaled", () => {
    fc.assert(
      fc.property(drawing, shift, (boxes, by) => {
        const found = shiftBetween({ old: paper(boxes), now: paper(boxes, by) }) ?? none;
        for (const [x, y] of corners) {
          expect(Math.abs(x * (found.scale - by.scale) + found.right - by.right)).toBeLessThan(4);
          expect(Math.abs(y * (found.scale - by.scale) + found.down - by.down)).toBeLessThan(4);
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it("differs after that only where it was changed", () => {
    const boxes = Array.from({ length: 40 }, (_, index): Box => {
      const [x, y] = [60 + ((index * 97) % 400), 60 + index * 17];
      return [x, y, x + 20 + ((index * 31) % 60), y + 6];
    });
    const by = { scale: 1.01, right: 9, down: -14 };
    const now: Box = [300, 300, 360, 330];
    const [old, fresh] = [paper(boxes), paper([...boxes, now], by)];
    const found = shiftBetween({ old, now: fresh });
    expect(found?.scale).toBeCloseTo(1.01, 2);
    expect(difference({ old, now: fresh }).areas.length).toBeGreaterThan(5);
    const { areas } = difference({ old, now: fresh, ...(found && { shift: found }) });
    expect(areas.map(({ kind }) => kind)).toEqual(["added"]);
    expect(areas[0]?.left).toBeGreaterThan(290);
  });

  it("is found on pages as they are drawn, with smoothed letters and thin lines", async () => {
    const words = Array.from({ length: 18 }, (_, row) =>
      line(
        `Row ${row}: steam ${row * 37} bar, ${"valve pump drum ".slice(0, 4 + (row % 9))}`,
        760 - row * 36,
      ),
    ).join("");
    const frame = "0.4 w 40 60 m 555 60 l 555 800 l 40 800 l s 100 100 200 60 re S 40 400 m 555 420 l S ";
    const drawn = async (name: string, content: string) => {
      const path = join(folder, name);
      await writeFile(path, pagesOf([content]));
      const whole = { width: 1200, height: 1698 };
      return askEngine({ ask: "render", file: { key: name, path }, page: 0, whole });
    };
    const old = await drawn("old.pdf", frame + words);
    const now = await drawn(
      "now.pdf",
      `q 0.993 0 0 0.993 9.3 -4.2 cm ${frame}${words} Q ${line("Only now", 30)}`,
    );
    const plain = difference({ old, now });
    expect(plain.changed / plain.ink).toBeGreaterThan(0.3);
    const shift = shiftBetween({ old, now });
    expect(shift?.scale).toBeCloseTo(0.993, 3);
    const { areas } = difference({ old, now, ...(shift && { shift }) });
    expect(areas.map(({ kind }) => kind)).toEqual(["added"]);
  });

  it("is nothing when it lies as before, whatever was changed on it", () => {
    fc.assert(
      fc.property(drawing, fc.nat(400), fc.nat(600), (boxes, x, y) => {
        const more: Box[] = [...boxes, [60 + x, 60 + y, 120 + x, 90 + y]];
        expect(shiftBetween({ old: paper(boxes), now: paper(more) })).toBeNull();
      }),
      { numRuns: 10 },
    );
    expect(shiftBetween({ old: paper([]), now: paper([]) })).toBeNull();
  }, 120_000);
});
