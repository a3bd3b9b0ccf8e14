import { type ReactNode, useEffect, useRef } from "react";
import { bringIntoView, type PageLayer } from "#features/documents/components/index.ts";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { classes, StateShape } from "#ui/index.ts";
import { boundsOf, type Matrix, type Point, type Shape, toPage } from "../model/geometry.ts";
import type { ShownMarkup } from "../queries/on-revision.ts";
import { Drawing } from "./Drawing.tsx";
import { ShapeView } from "./ShapeView.tsx";
import { type MarkupState, useMarkup } from "./state.ts";
import { shapeOf, useMarkWords } from "./words.ts";

/**
 * Over a page: the reader's marks, and while a tool is chosen the ground that is drawn on. Without scripts too: then it is as wide
 * as the page, whatever that is, and its numbers lead to the comments below.
 */
export function MarkLayer(props: PageLayer): ReactNode {
  const state = useMarkup();
  const { page, size, scale, rotation, info, matrix } = props;
  if (!state || !matrix) return null;
  const here = state.shown.filter((mark) => mark.place?.page === page);
  const { draft } = state;
  return (
    <div
      className="marks"
      style={
        scale === null
          ? { width: "100%", height: "100%" }
          : { width: size[0] * scale, height: size[1] * scale }
      }
    >
      <svg viewBox={`0 0 ${size[0]} ${size[1]}`} aria-hidden="true">
        {here.map(
          (mark) =>
            mark.place?.shape && (
              <ShapeView
                key={mark.id}
                kind={mark.kind}
                shape={mark.place.shape}
                matrix={matrix}
                tone={mark.audience.kind}
                faint={mark.state === "closed" || mark.struck}
                chosen={mark.id === state.selected}
              />
            ),
        )}
        {draft?.page === page && (
          <g ref={keepInSight}>
            <ShapeView kind={draft.kind} shape={draft.shape} matrix={matrix} tone="draft" chosen />
          </g>
        )}
      </svg>
      {badges(here, matrix, size, scale ?? PLAIN).map(({ mark, left, top }) => (
        <Badge
          key={mark.id}
          {...{ mark, state, rotation }}
          left={scale === null ? `${(100 * left) / PLAIN / size[0]}%` : left}
          top={scale === null ? `${(100 * top) / PLAIN / size[1]}%` : top}
        />
      ))}
      {state.tool && scale !== null && info && (state.ink?.page ?? page) === page && (
        <Drawing {...{ page, size, scale, rotation, info }} tool={state.tool} />
      )}
    </div>
  );
}

/** On a phone the form lies over the pages: what was drawn is moved out from under it. */
const keepInSight = (mark: SVGGElement | null): void => {
  if (mark) bringIntoView(mark, "near");
};

/** CSS pixels a point, nearly, of a page without scripts. */
const PLAIN = 1.3;

/** A comment's number where it lies, with the shape of its state. Internal ones are square, tinted and dashed. */
function Badge(props: {
  mark: ShownMarkup;
  left: number | string;
  top: number | string;
  rotation: number;
  state: MarkupState;
}): ReactNode {
  const { mark, left, top, state } = props;
  const words = useMarkWords();
  const { tone } = useAudienceWords()(mark.audience);
  const link = useRef<HTMLAnchorElement>(null);
  const chosen = mark.id === state.selected;
  useEffect(() => {
    if (chosen && state.reveal > 0 && link.current) bringIntoView(link.current, "centre");
  }, [chosen, state.reveal]);
  return (
    <a
      ref={link}
      className={classes("mark-badge", `tone-${tone}`, `mark-${mark.state}`, chosen && "mark-chosen")}
      href={`${state.at}/view?page=${(mark.place?.page ?? 0) + 1}&comment=${mark.id}#c-${mark.id}`}
      aria-label={words(mark)}
      aria-current={chosen || undefined}
      style={{ left, top, rotate: `${-props.rotation}deg` }}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        state.select(mark.id);
      }}
    >
      <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
        <StateShape state={shapeOf[mark.state]} />
      </svg>
      {mark.ordinal}
      {mark.unread > 0 && <span className="mark-new" />}
    </a>
  );
}

/** Room that a badge takes, in CSS pixels. */
const ROOM = { width: 40, height: 28 };

/** Where badges stand: before the beginning of their mark, next to each other where marks begin at the same place. */
function badges(marks: ShownMarkup[], matrix: Matrix, size: readonly [number, number], scale: number) {
  const placed: { mark: ShownMarkup; left: number; top: number }[] = [];
  const within = (value: number, most: number, room: number) =>
    Math.min(most * scale - room / 2, Math.max(room / 2, value));
  for (const mark of marks) {
    const shape = mark.place?.shape;
    if (!shape) continue;
    const [x, y] = startOf(shape, matrix);
    const drawn = "at" in shape ? 0 : 1;
    let left = within(x * scale - drawn * 14, size[0], ROOM.width);
    const top = within(y * scale - drawn * 10, size[1], ROOM.height);
    const taken = (one: { left: number; top: number }) =>
      Math.abs(one.left - left) < ROOM.width && Math.abs(one.top - top) < ROOM.height;
    for (let beside = placed.find(taken); beside; beside = placed.find(taken))
      left = beside.left + ROOM.width;
    placed.push({ mark, left, top });
  }
  return placed;
}

/** The upper left corner of a mark on the page; of an arrow, its tail. */
function startOf(shape: Shape, matrix: Matrix): Point {
  if ("line" in shape) return toPage(matrix, shape.line[0]);
  const [left, bottom, right, top] = boundsOf(shape);
  const [a, b] = [toPage(matrix, [left, top]), toPage(matrix, [right, bottom])];
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1])];
}
