import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type PageInfo, type Rotation, unturned } from "#features/documents/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { drawnShape, letterAt, turnedBack } from "../model/draw.ts";
import type { Point, Shape } from "../model/geometry.ts";
import type { Kind } from "../model/kinds.ts";
import { ShapeView } from "./ShapeView.tsx";
import { useMarkup } from "./state.ts";

/** How far a key moves the crosshair, in points; with Shift. */
const STEPS = { far: 12, near: 2 };
const arrows: Record<string, Point> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The ground on which a mark is drawn: by mouse, finger or pen as they are, by keys with a crosshair (arrows move it, Enter
 * begins and ends, Escape gives up). All of them make the same row of points.
 */
export function Drawing(props: {
  page: number;
  size: readonly [number, number];
  scale: number;
  rotation: Rotation;
  info: PageInfo;
  tool: Kind;
}): ReactNode {
  const t = useMessages(markupMessages);
  const state = useMarkup();
  const { page, size, scale, rotation, info, tool } = props;
  const ground = useRef<HTMLDivElement>(null);
  const [points, setPoints] = useState<Point[]>([]);
  const [cross, setCross] = useState<Point | null>(null);
  const current = state?.view.current?.page === page;
  useEffect(() => {
    if (current) ground.current?.focus({ preventScroll: true });
  }, [current]);
  if (!state) return null;

  const at = (event: PointerEvent): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    const [u, v] = unturned([x, y, x, y], rotation);
    return [u * size[0], v * size[1]];
  };
  const strokes = state.ink?.page === page ? state.ink.shape : null;
  /** A drawing goes on until it is said to be done; any other mark is made by one gesture. */
  const finish = (all: Point[], done = tool !== "ink") => {
    const made = drawnShape(tool, all, info);
    setPoints([]);
    const shape = made && strokes ? joined(strokes, made.shape) : (made?.shape ?? strokes);
    if (!shape) return;
    const draft = { ...made, shape, kind: tool, page };
    if (done) state.drawn(draft);
    else state.setInk(draft);
  };
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    // A second finger means to zoom, not to draw.
    if (!event.isPrimary || event.button !== 0) return setPoints([]);
    event.currentTarget.setPointerCapture(event.pointerId);
    setCross(null);
    setPoints([at(event)]);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (points.length === 0 || !event.isPrimary) return;
    const to = at(event);
    setPoints((old) => (old[0] ? (tool === "ink" ? [...old, to] : [old[0], to]) : old));
  };
  const onKey = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    const from = cross ?? points.at(-1) ?? [size[0] / 2, size[1] / 3];
    if (arrow) {
      const [dx, dy] = turnedBack(arrow, rotation);
      const step = event.shiftKey ? STEPS.near : STEPS.far;
      const to: Point = [
        Math.min(size[0], Math.max(0, from[0] + dx * step)),
        Math.min(size[1], Math.max(0, from[1] + dy * step)),
      ];
      setCross(to);
      setPoints((old) => (old[0] ? (tool === "ink" ? [...old, to] : [old[0], to]) : old));
    } else if (event.key === "Enter" && tool === "ink" && (strokes || points.length > 0)) {
      finish(points, true);
    } else if (event.key === "Enter" || event.key === " ") {
      if (tool === "pin") finish([from]);
      else if (points.length > 0) finish([...points, from]);
      else {
        setCross(from);
        setPoints([from]);
      }
    } else if (event.key === "Escape") {
      if (points.length > 0) setPoints([]);
      else if (strokes) state.setInk(null);
      else state.setTool(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const preview = points.length > 0 ? drawnShape(tool, points, info) : null;
  return (
    <div
      ref={ground}
      className="mark-ground"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys draw here
      tabIndex={0}
      aria-label={t(tool === "ink" ? "ground-ink" : "ground", {
        tool: t(`kind-${tool}` as MarkupWord),
        page: page + 1,
      })}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={(event) => event.isPrimary && points.length > 0 && finish([...points, at(event)])}
      onPointerCancel={() => setPoints([])}
      onKeyDown={onKey}
      onFocus={(event) => {
        // Who came by keys sees where they are; a finger or a mouse needs no crosshair.
        if (cross || points.length > 0 || !event.currentTarget.matches(":focus-visible")) return;
        setCross(centre(ground.current, size, scale, rotation));
      }}
    >
      <svg viewBox={`0 0 ${size[0]} ${size[1]}`} aria-hidden="true">
        {strokes && <ShapeView kind={tool} shape={strokes} matrix={info.matrix} tone="draft" chosen />}
        {preview && <ShapeView kind={tool} shape={preview.shape} matrix={info.matrix} tone="draft" chosen />}
        {cross && (
          <path
            className="mark-cross"
            strokeWidth={1.5 / scale}
            d={`M${cross[0] - 14 / scale} ${cross[1]}h${28 / scale}M${cross[0]} ${cross[1] - 14 / scale}v${28 / scale}`}
          />
        )}
      </svg>
      <output className="sr-only">{cross && t("cross", { words: nearby(info, cross) })}</output>
    </div>
  );
}

/** Strokes and further ones, as many as are kept. */
function joined(before: Shape, more: Shape): Shape {
  if (!("strokes" in before) || !("strokes" in more)) return more;
  return { strokes: [...before.strokes, ...more.strokes].slice(0, 50) };
}

/** The middle of what is seen of the page, where the crosshair begins. */
function centre(
  ground: HTMLElement | null,
  size: readonly [number, number],
  scale: number,
  rotation: Rotation,
): Point {
  const box = ground?.getBoundingClientRect();
  const around = ground?.closest(".viewer-stage")?.getBoundingClientRect();
  if (!box || !around || scale <= 0) return [size[0] / 2, size[1] / 3];
  const middle = (from: number, to: number, start: number, length: number) =>
    Math.min(1, Math.max(0, ((Math.max(from, start) + Math.min(to, start + length)) / 2 - start) / length));
  const x = middle(around.left, around.right, box.left, box.width);
  const y = middle(around.top, around.bottom, box.top, box.height);
  const [u, v] = unturned([x, y, x, y], rotation);
  return [u * size[0], v * size[1]];
}

/** What stands at a point, for those who hear it. */
function nearby(info: PageInfo, point: Point): string {
  const at = letterAt(info, point);
  return at === null ? "" : info.text.slice(Math.max(0, at - 20), at + 30).replace(/\s+/g, " ");
}
