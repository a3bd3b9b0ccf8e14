import type { Rotation } from "./geometry.ts";

/** Pixels of a tile's side; the same number as in `platform/pages/sizes.ts`, which stays on the server. */
const TILE = 1024;

export interface TilePlace {
  column: number;
  row: number;
  /** Per cent of the page. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Tiles that cover a part of a page.
 * @param part left, top, right, bottom of what is seen, as fractions of the page as it is (not turned)
 */
export function tilesOver(
  [width, height]: readonly [number, number],
  zoom: number,
  [left, top, right, bottom]: readonly [number, number, number, number],
): TilePlace[] {
  const whole = [Math.max(1, Math.round(width * zoom)), Math.max(1, Math.round(height * zoom))] as const;
  const range = (from: number, to: number, size: number): [number, number] => [
    Math.max(0, Math.floor((from * size) / TILE)),
    Math.min(Math.ceil(size / TILE) - 1, Math.floor((to * size) / TILE)),
  ];
  const [column1, column2] = range(left, right, whole[0]);
  const [row1, row2] = range(top, bottom, whole[1]);
  const places: TilePlace[] = [];
  for (let row = row1; row <= row2; row++)
    for (let column = column1; column <= column2; column++)
      places.push({
        column,
        row,
        left: (column * TILE * 100) / whole[0],
        top: (row * TILE * 100) / whole[1],
        width: (Math.min(TILE, whole[0] - column * TILE) * 100) / whole[0],
        height: (Math.min(TILE, whole[1] - row * TILE) * 100) / whole[1],
      });
  return places;
}

/** A part of the turned page, as a part of the page as it is. Fractions: left, top, right, bottom. */
export function unturned(
  [left, top, right, bottom]: readonly [number, number, number, number],
  rotation: Rotation,
): [number, number, number, number] {
  if (rotation === 90) return [top, 1 - right, bottom, 1 - left];
  if (rotation === 180) return [1 - right, 1 - bottom, 1 - left, 1 - top];
  if (rotation === 270) return [1 - bottom, left, 1 - top, right];
  return [left, top, right, bottom];
}
