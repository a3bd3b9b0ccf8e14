import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import {
  clampScale,
  type Layout,
  layoutOf,
  pageAt,
  pagesBetween,
  type Rotation,
  type Zoom,
} from "./geometry.ts";

/** A place in the document that stays under a point of the window while sizes change. */
interface Anchor {
  page: number;
  /** Fractions of the page's box. */
  x: number;
  y: number;
  /** Pixels from the stage's upper left corner. */
  left: number;
  top: number;
}

interface View {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Stage {
  element: RefObject<HTMLDivElement | null>;
  /** Null until scripts run: the page is then as the server sent it. */
  layout: Layout | null;
  view: View;
  /** First and last page of which something is seen. */
  seen: [number, number];
  /** The page in the middle of the window. */
  page: number;
  zoom: Zoom;
  scale: number;
  rotation: Rotation;
  goTo(page: number): void;
  /** Changes the size; the place under `at` (the middle, if none is given) stays where it is. */
  zoomTo(zoom: Zoom, at?: { left: number; top: number }): void;
  rotate(): void;
}

/** A page from its upper edge. */
const headOf = (page: number): Anchor => ({ page, x: 0.5, y: 0, left: 0, top: 8 });

/** What is seen is told in steps of this many pixels, so that scrolling does not draw everything anew each time. */
const STEP = 64;

/** The long sheet of all pages in its window: where it stands, how large it is. */
export function useStage(sizes: readonly (readonly [number, number])[], first: number): Stage {
  const element = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  const [zoom, setZoom] = useState<Zoom>({ fit: "auto" });
  const [rotation, setRotation] = useState<Rotation>(0);
  const [view, setView] = useState<View>({ left: 0, top: 0, width: 0, height: 0 });
  const anchor = useRef<Anchor | null>(headOf(first));
  const layout = useMemo(
    () => (room ? layoutOf(sizes, zoom, rotation, room) : null),
    [sizes, zoom, rotation, room],
  );
  const known = useRef(layout);
  const pageNow = useRef(first);

  useLayoutEffect(() => {
    const stage = element.current;
    if (!stage) return;
    const measure = () => setRoom({ width: stage.clientWidth, height: stage.clientHeight });
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(stage);
    return () => watcher.disconnect();
  }, []);

  const look = useCallback(() => {
    const stage = element.current;
    if (!stage) return;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = stage;
    const step = (value: number) => Math.round(value / STEP) * STEP;
    const now = { left: step(scrollLeft), top: step(scrollTop), width: clientWidth, height: clientHeight };
    setView((old) => (JSON.stringify(old) === JSON.stringify(now) ? old : now));
  }, []);

  const anchorAt = useCallback((left: number, top: number): Anchor | null => {
    const stage = element.current;
    const old = known.current;
    if (!stage || !old) return null;
    const page = pageAt(old, stage.scrollTop + top);
    const box = old.boxes[page];
    if (!box) return null;
    const x = (stage.scrollLeft + left - box.left) / box.width;
    return { page, x, y: (stage.scrollTop + top - box.top) / box.height, left, top };
  }, []);

  // After sizes have changed, what was looked at is looked at again.
  useLayoutEffect(() => {
    const stage = element.current;
    if (!stage || !layout) return;
    const place = anchor.current ?? anchorAt(stage.clientWidth / 2, 8);
    anchor.current = null;
    known.current = layout;
    const box = place && layout.boxes[place.page];
    if (place && box) {
      stage.scrollTop = box.top + place.y * box.height - place.top;
      stage.scrollLeft = box.left + place.x * box.width - (place.left || stage.clientWidth / 2);
    }
    look();
  }, [layout, anchorAt, look]);

  useEffect(() => {
    const stage = element.current;
    if (!stage) return;
    let waiting = 0;
    const onScroll = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(look);
    };
    stage.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(waiting);
      stage.removeEventListener("scroll", onScroll);
    };
  }, [look]);

  const goTo = useCallback((page: number) => {
    const stage = element.current;
    const box = known.current?.boxes[Math.max(0, page)] ?? known.current?.boxes.at(-1);
    if (stage && box) stage.scrollTo({ top: box.top - 8 });
  }, []);

  const zoomTo = useCallback(
    (next: Zoom, at?: { left: number; top: number }) => {
      const stage = element.current;
      if (!stage) return;
      // Several steps may come before the next drawing: the first place holds.
      anchor.current ??=
        next.fit === "page"
          ? headOf(pageNow.current)
          : anchorAt(at?.left ?? stage.clientWidth / 2, at?.top ?? stage.clientHeight / 2);
      setZoom(next.fit === "none" ? { fit: "none", scale: clampScale(next.scale) } : next);
    },
    [anchorAt],
  );

  const rotate = useCallback(() => {
    anchor.current ??= headOf(pageNow.current);
    setRotation((old) => ((old + 90) % 360) as Rotation);
  }, []);

  const page = layout ? pageAt(layout, view.top + view.height / 3) : first;
  pageNow.current = page;
  const seen: [number, number] = layout
    ? pagesBetween(layout, view.top, view.top + view.height)
    : [first, first];
  const scale = layout?.boxes[page]?.scale ?? 1;
  return { element, layout, view, seen, page, zoom, scale, rotation, goTo, zoomTo, rotate };
}
