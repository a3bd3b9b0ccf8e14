import { wordsOf } from "./align.ts";

/** Words that changed on a page, with those before and after them. */
export interface WordChange {
  before: string;
  removed: string;
  added: string;
  after: string;
}

/** Words around a change that are told with it. */
const AROUND = 5;
/** Past this many comparisons what lies between the first and the last difference counts as one change. */
const MOST = 6_000_000;
/** Words that stand between two changes and do not part them. */
const SAME = 2;

/** What changed in the words of a page (longest common subsequence). Spaces and line ends do not count. */
export function wordChanges(old: string, now: string): WordChange[] {
  const [a, b] = [wordsOf(old), wordsOf(now)];
  return stretchesOf(a, b).map(([i, j, k, l]) => ({
    before: b.slice(Math.max(0, k - AROUND), k).join(" "),
    removed: a.slice(i, j).join(" "),
    added: b.slice(k, l).join(" "),
    after: b.slice(l, l + AROUND).join(" "),
  }));
}

/** Stretches of two rows of words that differ: from, to (the one after the last) in the old row and in the new one. */
export function stretchesOf(a: string[], b: string[]): [i: number, j: number, k: number, l: number][] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1;
  const steps = stepsOf(a.slice(start, a.length - end), b.slice(start, b.length - end));
  return joined(steps).map(([i, j, k, l]) => [start + i, start + j, start + k, start + l]);
}

/** A stretch of old words and the stretch of new ones in its place: from, to, from, to. */
type Step = [i: number, j: number, k: number, l: number];

function stepsOf(a: string[], b: string[]): Step[] {
  if (a.length === 0 && b.length === 0) return [];
  if (a.length * b.length > MOST) return [[0, a.length, 0, b.length]];
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  let open: Step | undefined;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      if (open) steps.push([open[0], i, open[2], j]);
      open = undefined;
      i += 1;
      j += 1;
      continue;
    }
    open ??= [i, i, j, j];
    const down = i < a.length ? (longest[(i + 1) * width + j] ?? 0) : -1;
    const right = j < b.length ? (longest[i * width + j + 1] ?? 0) : -1;
    if (down >= right) i += 1;
    else j += 1;
  }
  if (open) steps.push([open[0], a.length, open[2], b.length]);
  return steps;
}

function joined(steps: Step[]): Step[] {
  const all: Step[] = [];
  for (const step of steps) {
    const last = all[all.length - 1];
    if (last && step[2] - last[3] <= SAME) all[all.length - 1] = [last[0], step[1], last[2], step[3]];
    else all.push(step);
  }
  return all;
}
