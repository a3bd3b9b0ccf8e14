import type { Shift } from "./shift.ts";

/** A picture of a page: red, green, blue, opacity, a byte each. */
export interface Raster {
  width: number;
  height: number;
  pixels: Uint8Array<ArrayBuffer>;
}

/** A place where two pages differ, in pixels of the picture; what is there is new, gone, or both. */
export interface ChangedArea {
  left: number;
  top: number;
  right: number;
  bottom: number;
  kind: "added" | "removed" | "changed";
}

export interface Difference extends Raster {
  areas: ChangedArea[];
  /** Pixels with ink in either picture, and those of them that are only in one. */
  ink: number;
  changed: number;
}

/**
 * Lays two pictures of a page over each other: what is gone in red, what is new in blue, what stayed in grey; and finds the
 * places that differ. Ink that moved by a pixel has not changed: that is the smoothing of letters. With a `shift` the old picture
 * is laid where the new one lies, and what moved by two pixels is the same. Self-contained, since it runs in a thread (see
 * `inWorker`).
 */
export function difference({ old, now, shift }: { old: Raster; now: Raster; shift?: Shift }): Difference {
  // A thin line that falls otherwise between the pixels is smoothed otherwise.
  const TOLERANCE = shift ? 140 : 90;
  const CELL = 16;
  const FEW = 5;
  const MOST = 60;
  const width = Math.max(old.width, now.width);
  const height = Math.max(old.height, now.height);

  const inkOf = (from: Raster): Uint8Array => {
    const ink = new Uint8Array(width * height);
    for (let y = 0; y < from.height; y++)
      for (let x = 0; x < from.width; x++) {
        const at = (y * from.width + x) * 4;
        const [r = 255, g = 255, b = 255] = [from.pixels[at], from.pixels[at + 1], from.pixels[at + 2]];
        ink[y * width + x] = 255 - (r * 77 + g * 150 + b * 29) / 256;
      }
    return ink;
  };
  /** The darkest of a pixel and those around it. */
  const spread = (ink: Uint8Array): Uint8Array => {
    const along = new Uint8Array(ink.length);
    for (let at = 0; at < ink.length; at++)
      along[at] = Math.max(ink[at] ?? 0, ink[at - 1] ?? 0, ink[at + 1] ?? 0);
    const across = new Uint8Array(ink.length);
    for (let at = 0; at < ink.length; at++)
      across[at] = Math.max(along[at] ?? 0, along[at - width] ?? 0, along[at + width] ?? 0);
    return across;
  };

  /** The ink of the old picture where the new one has it. */
  const laid = (ink: Uint8Array, { scale, right, down }: Shift): Uint8Array => {
    const moved = new Uint8Array(ink.length);
    for (let y = 0; y < height; y++) {
      const v = Math.round((y - down) / scale);
      if (v < 0 || v >= height) continue;
      for (let x = 0; x < width; x++) {
        const u = Math.round((x - right) / scale);
        if (u >= 0 && u < width) moved[y * width + x] = ink[v * width + u] ?? 0;
      }
    }
    return moved;
  };

  const after = inkOf(now);
  const before = shift ? laid(inkOf(old), shift) : inkOf(old);
  const around = (ink: Uint8Array) => (shift ? spread(spread(ink)) : spread(ink));
  const [aroundBefore, aroundAfter] = [around(before), around(after)];
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const gone = new Uint16Array(columns * rows);
  const come = new Uint16Array(columns * rows);
  const pixels = new Uint8Array(width * height * 4).fill(255);
  let [inked, changed] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const [o = 0, n = 0] = [before[at], after[at]];
      if (o === 0 && n === 0) continue;
      const removed = o - (aroundAfter[at] ?? 0) > TOLERANCE;
      const added = n - (aroundBefore[at] ?? 0) > TOLERANCE;
      const cell = Math.floor(y / CELL) * columns + Math.floor(x / CELL);
      if (o > TOLERANCE || n > TOLERANCE) inked += 1;
      if (removed || added) changed += 1;
      if (removed) gone[cell] = (gone[cell] ?? 0) + 1;
      if (added) come[cell] = (come[cell] ?? 0) + 1;
      const [r, g, b] = removed ? [196, 30, 30] : added ? [20, 80, 200] : [140, 140, 140];
      const ink = (removed ? o : added ? n : Math.max(o, n)) / 255;
      pixels[at * 4] = 255 - (255 - r) * ink;
      pixels[at * 4 + 1] = 255 - (255 - g) * ink;
      pixels[at * 4 + 2] = 255 - (255 - b) * ink;
    }

  const differs = (cell: number) => (gone[cell] ?? 0) + (come[cell] ?? 0) >= FEW;
  const seen = new Uint8Array(columns * rows);
  const areas: ChangedArea[] = [];
  for (let first = 0; first < seen.length && areas.length < MOST * 4; first++) {
    if (seen[first] || !differs(first)) continue;
    const todo = [first];
    seen[first] = 1;
    let [left, top, right, bottom, minus, plus] = [columns, rows, 0, 0, 0, 0];
    for (let cell = todo.pop(); cell !== undefined; cell = todo.pop()) {
      const [x, y] = [cell % columns, Math.floor(cell / columns)];
      [left, top, right, bottom] = [
        Math.min(left, x),
        Math.min(top, y),
        Math.max(right, x),
        Math.max(bottom, y),
      ];
      minus += gone[cell] ?? 0;
      plus += come[cell] ?? 0;
      // Two cells apart is one place: the space between words.
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -2; dx <= 2; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          const next = ny * columns + nx;
          if (nx < 0 || ny < 0 || nx >= columns || ny >= rows || seen[next] || !differs(next)) continue;
          seen[next] = 1;
          todo.push(next);
        }
    }
    areas.push({
      left: left * CELL,
      top: top * CELL,
      right: Math.min(width, (right + 1) * CELL),
      bottom: Math.min(height, (bottom + 1) * CELL),
      kind: minus * 8 < plus ? "added" : plus * 8 < minus ? "removed" : "changed",
    });
  }
  areas.sort((a, b) => a.top - b.top || a.left - b.left);
  return { width, height, pixels, areas: areas.slice(0, MOST), ink: inked, changed };
}
