import { type ReactNode, useEffect, useRef } from "react";
import { bringIntoView, type PageLayer } from "#features/documents/components/index.ts";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { classes, Icon, StateShape } from "#ui/index.ts";
import { badgePlaces, ROOM } from "../model/badges.ts";
import type { ShownMarkup } from "../queries/on-revision.ts";
import { Drawing } from "./Drawing.tsx";
import { ShapeView } from "./ShapeView.tsx";
import { type MarkupState, useMarkup } from "./state.ts";
import { shapeOf, useMarkWords, useOrdinal } from "./words.ts";

/**
 * Over a page: the reader's marks, and while a tool is chosen the ground that is drawn on. Without scripts too: then it is as wide
 * as the page, whatever that is, and its numbers lead to the comments below.
 */
export function MarkLayer(props: PageLayer): ReactNode {
  const state = useMarkup();
  const { page, size, scale, rotation, info, matrix } = props;
  if (!state || !matrix) return null;
  // Hidden, a comment that is opened from the list still shows its place.
  const here = state.shown.filter(
    (mark) => mark.place?.page === page && (!state.hidden || mark.id === state.selected),
  );
  const plain = scale ?? PLAIN;
  const placed = badgePlaces(here, matrix, size, plain, info?.runs ?? null);
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
        {placed.map(
          ({ mark, left, top, to }) =>
            to && (
              <path
                key={mark.id}
                className={`mark-lead tone-${mark.audience.kind}`}
                d={`M${left / plain} ${(Math.abs(to[1] - top) < ROOM.height / 2 ? to[1] : top) / plain}L${to[0] / plain} ${to[1] / plain}`}
              />
            ),
        )}
        {draft?.page === page && (
          <g ref={keepInSight}>
            <ShapeView kind={draft.kind} shape={draft.shape} matrix={matrix} tone="draft" chosen />
          </g>
        )}
      </svg>
      {placed.map(({ mark, left, top }) => (
        <Badge
          key={mark.id}
          {...{ mark, state, rotation }}
          settled={scale !== null && info !== null}
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
  /** The words around it are known: from now on it stays where it is. */
  settled: boolean;
  state: MarkupState;
}): ReactNode {
  const { mark, left, top, state, settled } = props;
  const words = useMarkWords();
  const ordinal = useOrdinal();
  const { tone } = useAudienceWords()(mark.audience);
  const link = useRef<HTMLAnchorElement>(null);
  const chosen = mark.id === state.selected;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once more when it has its place
  useEffect(() => {
    const label = chosen && state.reveal > 0 ? link.current : null;
    // What is marked comes into view.
    const shape = label?.parentElement?.querySelector("svg > .mark-chosen");
    if (label) bringIntoView(shape ?? label, "centre");
  }, [chosen, state.reveal, settled]);
  return (
    <a
      ref={link}
      className={classes("mark-badge", `tone-${tone}`, `mark-${mark.state}`, chosen && "mark-chosen")}
      href={`${state.at}/view?page=${(mark.place?.page ?? 0) + 1}&comment=${mark.id}#c-${mark.id}`}
      aria-label={words(mark)}
      title={words(mark)}
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
      {ordinal(mark)}
      {tone !== "room" && <Icon name={`audience-${tone}`} size={14} />}
      {mark.unread > 0 && <span className="mark-new" />}
    </a>
  );
}
