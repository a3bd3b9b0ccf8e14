import {
  type ChangedArea,
  type PageText,
  type Quarter,
  type Shift,
  turnedBox,
} from "#platform/pages/index.ts";
import { stretchesOf } from "./words.ts";

/** A place that changed on a page, with the words that stood there and those that stand there now. */
export interface ChangedPlace extends ChangedArea {
  /** Empty where nothing was written, or the same is. */
  was: string;
  now: string;
  /** Where its number covers no words: next to it, or at the page's edge on its height. */
  number: "right" | "left" | "above" | "edge";
}

type Box = readonly [left: number, top: number, right: number, bottom: number];
interface Word {
  text: string;
  box: Box;
}

/** Room of a number, in pixels of the picture: what is read on a desk where two pages stand next to each other. */
const NUMBER = { width: 48, height: 44 };
/** So much of a word must lie in a place to be of it. */
const PART = 0.35;

/** Places that are told of one page. */
const MOST = 60;

/**
 * What was written where two pages differ, and where they differ by words alone: on a large sheet letters are too small for the
 * picture. `width`: of the picture, which is as wide as each of the pages. `laid`: how the old page was laid before comparing.
 */
export function placesWith(
  areas: readonly ChangedArea[],
  width: number,
  old: PageText,
  now: PageText,
  laid: { shift?: Shift | null; turn?: Quarter } = {},
): ChangedPlace[] {
  const { scale, right, down } = laid.shift ?? { scale: 1, right: 0, down: 0 };
  const turn = laid.turn ?? 0;
  const points = turn % 180 === 0 ? old.width : old.height;
  const before = wordsOf(old).map(({ text, box }): Word => {
    const [l, t, r, b] = scaled(turnedBox(box, [old.width, old.height], turn), width / points);
    return { text, box: [l * scale + right, t * scale + down, r * scale + right, b * scale + down] };
  });
  const after = wordsOf(now).map(({ text, box }): Word => ({ text, box: scaled(box, width / now.width) }));
  const all = [...before, ...after];
  // In a line that stands on its head it is not known which letter is where.
  const worded = turn === 180 ? [] : wordedOnly(areas, before, after);
  return [...areas, ...worded]
    .sort((a, b) => a.top - b.top || a.left - b.left)
    .flatMap((area): ChangedPlace[] => {
      const [stood, stands] = [within(before, area), within(after, area)];
      const same = turn !== 0 && sorted(stood) === sorted(stands);
      if (same && stood.length > 0 && share(all, area) > WORDS) return [];
      const [was, is] = same ? ["", ""] : apart(stood, stands);
      const kind = was && is ? "changed" : area.kind;
      return [{ ...area, kind, was, now: is, number: numberBeside(area, all, width) }];
    })
    .slice(0, MOST);
}

/**
 * Small letters that were turned are smoothed otherwise. So much of a place must be words, and all of them the same before and
 * after, for it to be that and no change.
 */
const WORDS = 0.35;
const sorted = (words: readonly string[]) => [...words].sort().join(" ");

/** How much of a place words cover, nearly: each place has them twice, before and after. */
function share(words: readonly Word[], { left, top, right, bottom }: ChangedArea): number {
  const along = (from: number, to: number, least: number, most: number) =>
    Math.max(0, Math.min(to, most) - Math.max(from, least));
  const covered = words.reduce(
    (sum, { box }) => sum + along(box[0], box[2], left, right) * along(box[1], box[3], top, bottom),
    0,
  );
  return covered / 2 / Math.max(1, (right - left) * (bottom - top));
}

const scaled = (box: Box, by: number): Box => [box[0] * by, box[1] * by, box[2] * by, box[3] * by];

/** Words that changed where the picture shows nothing. What only comes at another turn in the file has not changed. */
function wordedOnly(areas: readonly ChangedArea[], before: Word[], after: Word[]): ChangedArea[] {
  const steps = stretchesOf(
    before.map(({ text }) => text),
    after.map(({ text }) => text),
  );
  return steps.flatMap(([i, j, k, l]): ChangedArea[] => {
    const gone = before.slice(i, j).filter((one) => !standsIn(after, one));
    const come = after.slice(k, l).filter((one) => !standsIn(before, one));
    const boxes = [...gone, ...come].map(({ box }) => box);
    const [left, top] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
    const [right, bottom] = [
      Math.max(...boxes.map((box) => box[2])),
      Math.max(...boxes.map((box) => box[3])),
    ];
    const known = boxes.some((box) =>
      areas.some((a) => a.left < box[2] && a.right > box[0] && a.top < box[3] && a.bottom > box[1]),
    );
    if (boxes.length === 0 || known) return [];
    const kind = gone.length === 0 ? "added" : come.length === 0 ? "removed" : "changed";
    return [{ left, top, right, bottom, kind }];
  });
}

/** Whether the same word stands at the same place. */
const standsIn = (words: readonly Word[], { text, box }: Word): boolean => {
  const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  return words.some(
    (one) => one.text === text && x > one.box[0] && x < one.box[2] && y > one.box[1] && y < one.box[3],
  );
};

/**
 * Words with their boxes in points, nearly: letters of a run count as equally wide. A word that runs upwards is one of several
 * runs, a letter each.
 */
function wordsOf({ runs, text }: PageText): Word[] {
  let first = 0;
  return [...text.matchAll(/\S+/g)].flatMap(({ 0: word, index }): Word[] => {
    const end = index + word.length;
    for (let run = runs[first]; run && run[0] + run[1].length <= index; run = runs[first]) first += 1;
    const boxes: Box[] = [];
    for (let at = first; at < runs.length; at++) {
      const run = runs[at];
      if (!run || run[0] >= end) break;
      const [start, said, left, top, right, bottom] = run;
      const to = (letter: number) => left + ((right - left) * letter) / said.length;
      boxes.push([to(Math.max(0, index - start)), top, to(Math.min(said.length, end - start)), bottom]);
    }
    if (boxes.length === 0) return [];
    const side = (of: 0 | 1 | 2 | 3) => boxes.map((box) => box[of]);
    const box: Box = [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
    return [{ text: word, box }];
  });
}

const within = (words: readonly Word[], area: ChangedArea): string[] =>
  words
    .filter(({ box: [left, top, right, bottom] }) => {
      const middle = (top + bottom) / 2;
      const shared = Math.min(right, area.right) - Math.max(left, area.left);
      return middle >= area.top && middle <= area.bottom && shared > PART * (right - left);
    })
    .map(({ text }) => text);

/** Two rows of words without those that are the same before and after what differs. */
function apart(was: string[], now: string[]): [string, string] {
  let start = 0;
  while (start < was.length && start < now.length && was[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < was.length - start &&
    end < now.length - start &&
    was[was.length - 1 - end] === now[now.length - 1 - end]
  )
    end += 1;
  const cut = (words: string[]) => words.slice(start, words.length - end).join(" ");
  return [cut(was), cut(now)];
}

function numberBeside(area: ChangedArea, words: readonly Word[], width: number): ChangedPlace["number"] {
  const { left, top, right } = area;
  const { width: wide, height: high } = NUMBER;
  const sides = {
    right: [right, top, right + wide, top + high],
    left: [left - wide, top, left, top + high],
    above: [right - wide, top - high, right, top],
  } as const satisfies Record<string, Box>;
  const free = ([a, b, c, d]: Box) =>
    a >= 0 &&
    b >= 0 &&
    c <= width &&
    words.every(({ box }) => box[2] <= a || box[0] >= c || box[3] <= b || box[1] >= d);
  return (["right", "left", "above"] as const).find((side) => free(sides[side])) ?? "edge";
}
