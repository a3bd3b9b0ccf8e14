import type { ReactNode } from "react";
import type { Quarter } from "#platform/pages/index.ts";
import { imageAt, tileAt } from "../../viewer/addresses.ts";
import { tilesOver, unturned } from "../../viewer/tiles.ts";

/** A part of a page as it lies in the comparison, in fractions of it: left, top, right, bottom. */
export type Part = readonly [left: number, top: number, right: number, bottom: number];

/**
 * A page of a revision as wide and high as what it is in, turned as it was for comparing.
 * @param props.close a part of it that is looked at enlarged, and pixels a point that it is drawn with
 */
export function Paper(props: {
  /** Address of the revision. */
  at: string;
  page: number;
  /** Of the page as it is, in points. */
  size: readonly [number, number];
  turn: Quarter;
  width: 1200 | 1600;
  alt: string;
  close?: { part: Part; zoom: 2 | 4 | 8 | null };
}): ReactNode {
  const { at, page, size, turn, close } = props;
  return (
    <div className="compare-paper-turn" style={turnedStyle(size, turn)}>
      <img src={imageAt(at, page, props.width)} alt={props.alt} />
      {close?.zoom &&
        tilesOver(size, close.zoom, unturned(close.part, turn)).map((tile) => (
          <img
            key={`${tile.column} ${tile.row}`}
            src={tileAt(at, page, close.zoom ?? 2, tile.column, tile.row)}
            alt=""
            style={{
              left: `${tile.left}%`,
              top: `${tile.top}%`,
              width: `${tile.width}%`,
              height: `${tile.height}%`,
            }}
          />
        ))}
    </div>
  );
}

/** Turned about the upper left corner and moved back into the box around it. */
function turnedStyle([width, height]: readonly [number, number], turn: Quarter) {
  const across = { width: `${(100 * width) / height}%`, height: `${(100 * height) / width}%` };
  if (turn === 90) return { ...across, transform: "rotate(90deg) translate(0, -100%)" };
  if (turn === 270) return { ...across, transform: "rotate(270deg) translate(-100%, 0)" };
  if (turn === 180) return { transform: "rotate(180deg) translate(-100%, -100%)" };
  return undefined;
}
