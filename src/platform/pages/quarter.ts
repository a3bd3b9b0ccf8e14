import sharp from "sharp";

/** Quarters of a turn, clockwise, in degrees. */
export type Quarter = 0 | 90 | 180 | 270;

/** Pixels across of the pictures by which it is seen how a page lies: words are lines there, drawings their outlines. */
const SMALL = 160;
/** How alike two pages are at least that lie the same way, and how much more alike than unturned. From -1 to 1. */
const ALIKE = 0.25;
const MORE = 0.15;
/** Pages of other proportions (a part of them) are not the same sheet turned. */
const PROPORTION = 0.15;

/** By how much the old picture of a page must be turned to lie as the new one does; 0 where no turn makes them alike. */
export async function quarterBetween(old: Uint8Array, now: Uint8Array): Promise<Quarter> {
  const [before, after] = await Promise.all([old, now].map((image) => sharp(image).metadata()));
  const proportion = (after?.width ?? 1) / (after?.height ?? 1);
  const [width, height] = [SMALL, Math.max(8, Math.min(4 * SMALL, Math.round(SMALL / proportion)))];
  const inkOf = async (image: Uint8Array, turn: Quarter) =>
    new Uint8Array(
      await sharp(image)
        .flatten({ background: "#fff" })
        .rotate(turn)
        .resize(width, height, { fit: "fill" })
        .toColourspace("b-w")
        .blur(1.5)
        .raw()
        .toBuffer(),
    );
  const lies = await inkOf(now, 0);
  const likeness = async (turn: Quarter): Promise<number> => {
    const [w, h] = [before?.width ?? 1, before?.height ?? 1];
    const own = turn % 180 === 0 ? w / h : h / w;
    if (turn !== 0 && Math.abs(own / proportion - 1) > PROPORTION) return -1;
    return correlation(await inkOf(old, turn), lies);
  };
  const still = await likeness(0);
  let best: { turn: Quarter; like: number } = { turn: 0, like: Math.max(ALIKE, still + MORE) };
  for (const turn of [90, 180, 270] as const) {
    const like = await likeness(turn);
    if (like > best.like) best = { turn, like };
  }
  return best.turn;
}

/** Pearson's coefficient of two pictures of the same size; 0 where one of them is blank. */
function correlation(a: Uint8Array, b: Uint8Array): number {
  const mean = (all: Uint8Array) => all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length);
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [x, y] = [(a[at] ?? 0) - ma, (b[at] ?? 0) - mb];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa * bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** A box (left, top, right, bottom) on a page of this size, where it lies once the page is turned. */
export function turnedBox(
  [left, top, right, bottom]: readonly [number, number, number, number],
  [width, height]: readonly [number, number],
  turn: Quarter,
): [number, number, number, number] {
  if (turn === 90) return [height - bottom, left, height - top, right];
  if (turn === 180) return [width - right, height - bottom, width - left, height - top];
  if (turn === 270) return [top, width - right, bottom, width - left];
  return [left, top, right, bottom];
}
