/** Widths in CSS pixels, sizes of pages in points, scales in CSS pixels a point. Pages are counted from 0. */
export type Rotation = 0 | 90 | 180 | 270;

/** How large pages are: as the window has room, or as somebody chose. */
export type Zoom = { fit: "auto" | "width" | "page" } | { fit: "none"; scale: number };

export interface Box {
  top: number;
  left: number;
  width: number;
  height: number;
  scale: number;
}

export interface Layout {
  boxes: Box[];
  width: number;
  height: number;
}

/** Room around and between pages. */
export const GAP = 12;
const SCALES = { smallest: 0.1, largest: 10, comfortable: 1.5 };
/** 100 %: an inch of paper is 96 CSS pixels. */
export const FULL = 96 / 72;

/** No smaller and no larger than the viewer shows pages. */
export const clampScale = (scale: number): number =>
  Math.min(SCALES.largest, Math.max(SCALES.smallest, scale));

/** Width and height as they lie on the screen. */
export const turned = ([width, height]: readonly [number, number], rotation: Rotation): [number, number] =>
  rotation % 180 === 0 ? [width, height] : [height, width];

function scaleOf(
  size: readonly [number, number],
  zoom: Zoom,
  room: { width: number; height: number },
): number {
  if (zoom.fit === "none") return clampScale(zoom.scale);
  const [width, height] = size;
  const wide = Math.max(40, room.width - 2 * GAP) / Math.max(1, width);
  if (zoom.fit === "width") return wide;
  if (zoom.fit === "page") return Math.min(wide, Math.max(40, room.height - 2 * GAP) / Math.max(1, height));
  return Math.min(wide, SCALES.comfortable);
}

/** Where every page lies in the long sheet of all pages. */
export function layoutOf(
  sizes: readonly (readonly [number, number])[],
  zoom: Zoom,
  rotation: Rotation,
  room: { width: number; height: number },
): Layout {
  const boxes: Box[] = [];
  let top = GAP;
  let widest = room.width;
  for (const size of sizes) {
    const lying = turned(size, rotation);
    const scale = scaleOf(lying, zoom, room);
    const [width, height] = [lying[0] * scale, lying[1] * scale];
    boxes.push({ top, left: 0, width, height, scale });
    widest = Math.max(widest, width + 2 * GAP);
    top += height + GAP;
  }
  for (const box of boxes) box.left = Math.max(GAP, (widest - box.width) / 2);
  return { boxes, width: widest, height: top };
}

/** The first page whose lower edge is below `y`. */
export function pageAt({ boxes }: Layout, y: number): number {
  let low = 0;
  let high = boxes.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = boxes[middle];
    if (box && box.top + box.height + GAP <= y) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low);
}

/** First and last page that lie between two heights. */
export const pagesBetween = (layout: Layout, top: number, bottom: number): [number, number] => [
  pageAt(layout, top),
  pageAt(layout, bottom),
];

/** Whole images and tiles that the server makes; the same numbers as `platform/pages/sizes.ts`, which stays on the server. */
const WIDTHS = [480, 800, 1200, 1600] as const;
const ZOOMS = [2, 4, 8] as const;

/** Of what sharpness a page is needed: the width of a whole image, and the zoom of tiles when that is too coarse. */
export function sharpness(
  width: number,
  points: number,
  density: number,
): { width: number; zoom: number | null } {
  const needed = width * density;
  const last = WIDTHS[WIDTHS.length - 1] ?? 1600;
  // A little coarser than the screen is not seen, and is much less to send.
  const whole = WIDTHS.find((one) => one >= needed * 0.85) ?? last;
  if (needed * 0.75 <= last) return { width: whole, zoom: null };
  const scale = needed / points;
  return { width: last, zoom: ZOOMS.find((one) => one >= scale * 0.85) ?? 8 };
}

/** Runs of equal sizes, so that 500 pages of A4 are one line. */
export const packSizes = (sizes: readonly (readonly [number, number])[]): [number, number, number][] => {
  const packed: [number, number, number][] = [];
  for (const [width, height] of sizes) {
    const last = packed.at(-1);
    if (last && last[0] === width && last[1] === height) last[2] += 1;
    else packed.push([width, height, 1]);
  }
  return packed;
};

/** The size of every page, of `[width, height, how many pages]` in order. */
export const unpackSizes = (packed: readonly (readonly [number, number, number])[]): [number, number][] =>
  packed.flatMap(([width, height, count]) =>
    Array.from({ length: count }, (): [number, number] => [width, height]),
  );

/** Pages that are named where there is no room for all of them: the first and the last, those near, and some on the way. */
export function numbersNear(page: number, pages: number): number[] {
  if (pages <= 60) return Array.from({ length: pages }, (_, index) => index);
  const round = [10, 20, 50, 100, 200, 500, 1000, 2000].find((one) => pages / one <= 30) ?? 5000;
  const all = new Set([0, pages - 1]);
  for (let near = Math.max(0, page - 10); near <= Math.min(pages - 1, page + 10); near++) all.add(near);
  for (let far = round - 1; far < pages; far += round) all.add(far);
  return [...all].sort((a, b) => a - b);
}
