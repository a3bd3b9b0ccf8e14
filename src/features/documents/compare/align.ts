/** A page of the old revision and the page of the new one that it became; null: it is only in one of them. From 0. */
export interface Pair {
  old: number | null;
  now: number | null;
}

/** Letters a page is known by: the smallest of the numbers of its stretches of three words (a bottom-k sketch). */
const SKETCH = 48;
/** Past this many pairs pages are matched by their number. */
const MOST = 250_000;

/**
 * Which page became which. Pages with the same words are the same page, wherever they stand; between them pages follow one
 * another by their number. Pages that were put in or taken out have no other.
 */
export function pairsOf(old: readonly string[], now: readonly string[]): Pair[] {
  if (old.length * now.length > MOST) return byNumber(old.length, now.length);
  const [before, after] = [old.map(sketchOf), now.map(sketchOf)];
  const width = now.length + 1;
  const best = new Float32Array((old.length + 1) * width);
  const like = (i: number, j: number) => likeness(before[i], after[j]);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      best[i * width + j] = Math.max(
        like(i, j) + (best[(i + 1) * width + j + 1] ?? 0),
        best[(i + 1) * width + j] ?? 0,
        best[i * width + j + 1] ?? 0,
      );
  const pairs: Pair[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    const here = best[i * width + j] ?? 0;
    if (here <= like(i, j) + (best[(i + 1) * width + j + 1] ?? 0) + 1e-4) pairs.push({ old: i++, now: j++ });
    else if (here <= (best[i * width + j + 1] ?? 0) + 1e-4) pairs.push({ old: null, now: j++ });
    else pairs.push({ old: i++, now: null });
  }
  while (i < old.length) pairs.push({ old: i++, now: null });
  while (j < now.length) pairs.push({ old: null, now: j++ });
  return pairs;
}

function byNumber(old: number, now: number): Pair[] {
  return Array.from({ length: Math.max(old, now) }, (_, page) => ({
    old: page < old ? page : null,
    now: page < now ? page : null,
  }));
}

/**
 * From nearly 0 (other words) to 1 (the same); pages without words, such as drawings, are half alike. Both sketches are in order,
 * so that what they share of the smallest numbers of both is counted in one walk: two papers of 500 pages are 250,000 walks.
 */
function likeness(a: readonly number[] = [], b: readonly number[] = []): number {
  if (a.length === 0 && b.length === 0) return 0.5;
  let i = 0;
  let j = 0;
  let seen = 0;
  let common = 0;
  while (seen < SKETCH && (i < a.length || j < b.length)) {
    const left = a[i] ?? NONE;
    const right = b[j] ?? NONE;
    if (left === right) common++;
    if (left <= right) i++;
    if (right <= left) j++;
    seen++;
  }
  return 0.02 + (0.98 * common) / Math.max(1, seen);
}

/** Larger than every number of a sketch. */
const NONE = 2 ** 33;

function sketchOf(text: string): number[] {
  const words = wordsOf(text);
  const seen = new Set<number>();
  for (let at = 0; at < words.length; at++) seen.add(hashOf(words.slice(at, at + 3).join(" ")));
  return [...seen].sort((a, b) => a - b).slice(0, SKETCH);
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** The words of a text, as they are read. */
export const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);
