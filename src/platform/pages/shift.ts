import type { Raster } from "./difference.ts";

/** How a whole page lies differently: what was at (x, y) is at (x · scale + right, y · scale + down), in pixels. */
export interface Shift {
  scale: number;
  right: number;
  down: number;
}

/**
 * Estimates how far the new picture of a page is moved and scaled as a whole against the old one, as scans are and drawings that
 * were plotted anew: up to 5 % of the width to each side and 3 % in size. It tries all of them on coarse pictures and the
 * best of them on ever finer ones (cross-correlation of the ink). Null: it lies as before. Turned pages are turned before (see `quarter.ts`). Whether the
 * estimate is of use is shown by comparing with it. Self-contained, since it runs in a thread (see `inWorker`).
 */
export function shiftBetween({ old, now }: { old: Raster; now: Raster }): Shift | null {
  const POINTS = 5000;
  /** Pixels that become one, how far scale and place are looked for around each candidate and in what steps, how many go on. */
  const LEVELS = [
    { shrink: 16, scales: 0.03, scaleStep: 0.005, reach: 64, step: 16, keep: 10 },
    { shrink: 4, scales: 0.004, scaleStep: 0.001, reach: 16, step: 4, keep: 3 },
    { shrink: 1, scales: 0.002, scaleStep: 0.0002, reach: 4, step: 1, keep: 1 },
  ];
  interface Picture {
    width: number;
    height: number;
    ink: Float32Array;
  }
  /** Mean ink of squares of pixels. */
  const shrunk = ({ width, height, pixels }: Raster, by: number): Picture => {
    const [w, h] = [Math.ceil(width / by), Math.ceil(height / by)];
    const ink = new Float32Array(w * h);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4;
        const light =
          ((pixels[at] ?? 255) * 77 + (pixels[at + 1] ?? 255) * 150 + (pixels[at + 2] ?? 255) * 29) / 256;
        const cell = Math.floor(y / by) * w + Math.floor(x / by);
        ink[cell] = (ink[cell] ?? 0) + (255 - light) / (by * by);
      }
    return { width: w, height: h, ink };
  };
  /** Places with ink, spread over the whole picture when there are many: x, y, ink. */
  const pointsOf = ({ width, ink }: Picture): Float32Array => {
    const dark: number[] = [];
    for (let at = 0; at < ink.length; at++) if ((ink[at] ?? 0) > 12) dark.push(at);
    const every = Math.max(1, dark.length / POINTS);
    const count = Math.floor(dark.length / every);
    const points = new Float32Array(count * 3);
    for (let index = 0; index < count; index++) {
      const at = dark[Math.floor(index * every)] ?? 0;
      points.set([(at % width) + 0.5, Math.floor(at / width) + 0.5, ink[at] ?? 0], index * 3);
    }
    return points;
  };
  /** Scaled around the middle of the new page, so that place and scale do not depend on each other. */
  interface Candidate {
    scale: number;
    x: number;
    y: number;
    score: number;
  }
  const [cx, cy] = [now.width / 2, now.height / 2];
  const still: Candidate = { scale: 1, x: 0, y: 0, score: 0 };
  let candidates = [still];
  for (const level of LEVELS) {
    const before = shrunk(old, level.shrink);
    const points = pointsOf(shrunk(now, level.shrink));
    const mean = before.ink.reduce((sum, one) => sum + one, 0) / Math.max(1, before.ink.length);
    const scoreOf = (scale: number, x: number, y: number): number => {
      const right = (cx + x - cx * scale) / level.shrink;
      const down = (cy + y - cy * scale) / level.shrink;
      let score = 0;
      for (let at = 0; at < points.length; at += 3) {
        const u = Math.floor(((points[at] ?? 0) - right) / scale);
        const v = Math.floor(((points[at + 1] ?? 0) - down) / scale);
        const inside = u >= 0 && v >= 0 && u < before.width && v < before.height;
        score += (points[at + 2] ?? 0) * ((inside ? (before.ink[v * before.width + u] ?? 0) : 0) - mean);
      }
      return score;
    };
    const tried = new Map<string, Candidate>();
    const steps = Math.round(level.scales / level.scaleStep);
    for (const from of candidates)
      for (let step = -steps; step <= steps; step++)
        for (let dx = -level.reach; dx <= level.reach; dx += level.step)
          for (let dy = -level.reach; dy <= level.reach; dy += level.step) {
            const scale = Math.round((from.scale + step * level.scaleStep) * 10_000) / 10_000;
            const [x, y] = [from.x + dx, from.y + dy];
            const key = `${scale} ${x} ${y}`;
            if (!tried.has(key)) tried.set(key, { scale, x, y, score: scoreOf(scale, x, y) });
          }
    still.score = scoreOf(1, 0, 0);
    candidates = [...tried.values()].sort((a, b) => b.score - a.score).slice(0, level.keep);
  }
  const [best] = candidates;
  // Nearly as good where it is: it is where it was.
  if (!best || still.score >= best.score * 0.97) return null;
  const { scale, x, y } = best;
  // How far the corners are from where they were.
  const most = Math.max(Math.abs(x), Math.abs(y)) + Math.abs(scale - 1) * Math.max(cx, cy);
  if (most < 2) return null;
  return { scale, right: cx + x - cx * scale, down: cy + y - cy * scale };
}
