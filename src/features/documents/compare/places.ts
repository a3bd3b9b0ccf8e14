import type { ChangedArea, PageText, Shift } from "#platform/pages/index.ts";

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

/**
 * What was written where two pages differ. `width`: of the picture, which is as wide as each of the pages. `shift`: where the old
 * page was laid.
 */
export function placesWith(
  areas: readonly ChangedArea[],
  width: number,
  old: PageText,
  now: PageText,
  shift: Shift | null = null,
): ChangedPlace[] {
  const { scale, right, down } = shift ?? { scale: 1, right: 0, down: 0 };
  const before = wordsOf(old, width).map(
    ({ text, box: [l, t, r, b] }): Word => ({
      text,
      box: [l * scale + right, t * scale + down, r * scale + right, b * scale + down],
    }),
  );
  const after = wordsOf(now, width);
  const all = [...before, ...after];
  return areas.map((area) => {
    const [was, is] = apart(within(before, area), within(after, area));
    return { ...area, was, now: is, number: numberBeside(area, all, width) };
  });
}

/** Words with their boxes in the picture, nearly: letters of a run count as equally wide. */
function wordsOf({ runs, width: points }: PageText, width: number): Word[] {
  const scale = width / points;
  return runs.flatMap(([, text, left, top, right, bottom]) =>
    [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
      const at = (letter: number) => (left + ((right - left) * letter) / text.length) * scale;
      return { text: word, box: [at(index), top * scale, at(index + word.length), bottom * scale] };
    }),
  );
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
