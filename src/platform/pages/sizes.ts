import type { Tile } from "./shapes.ts";

/** Widths of whole page images in pixels, from thumbnail to a sharp page; nothing between is made, so that few are. */
export const WIDTHS = [160, 480, 800, 1200, 1600] as const;

/** Sharper than a whole page image: pixels a point, in tiles. */
export const ZOOMS = [2, 4, 8] as const;

/** Pixels of a tile's side; those at the right and lower edge are smaller. */
export const TILE = 1024;

/** A whole page by its width, or one tile of it by its zoom, counted from the upper left. */
export type Part =
  | { kind: "page"; width: (typeof WIDTHS)[number] }
  | { kind: "tile"; zoom: (typeof ZOOMS)[number]; column: number; row: number };

/** A page can be a strip kilometres long: no image is higher than this many times its width. */
const STEEPEST = 8;

/**
 * Pixels of the whole page, and where the tile lies in it. `tile` is missing when there is none at that place.
 * @param size of the page in points
 */
export function imageSize(
  [width, height]: readonly [number, number],
  part: Part,
): { whole: { width: number; height: number }; tile?: Tile } {
  const scale = part.kind === "page" ? part.width / Math.max(width, height / STEEPEST, 1) : part.zoom;
  const whole = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  if (part.kind === "page") return { whole };
  const x = part.column * TILE;
  const y = part.row * TILE;
  if (x >= whole.width || y >= whole.height) return { whole };
  return {
    whole,
    tile: { x, y, width: Math.min(TILE, whole.width - x), height: Math.min(TILE, whole.height - y) },
  };
}
