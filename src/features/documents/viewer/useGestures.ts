import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";
import type { Stage } from "./useStage.ts";

/** Ctrl with the wheel, and two fingers: the size follows, the place between the fingers stays. */
export function useGestures(stage: Stage): void {
  const now = useRef(stage);
  now.current = stage;
  useEffect(() => {
    const element = stage.element.current;
    if (!element) return;
    const at = (x: number, y: number) => {
      const box = element.getBoundingClientRect();
      return { left: x - box.left, top: y - box.top };
    };
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixels = event.deltaMode === 1 ? event.deltaY * 20 : event.deltaY;
      const factor = Math.exp(-Math.max(-60, Math.min(60, pixels)) / 240);
      now.current.zoomTo(
        { fit: "none", scale: now.current.scale * factor },
        at(event.clientX, event.clientY),
      );
    };
    const fingers = new Map<number, { x: number; y: number }>();
    let began: { distance: number; scale: number } | null = null;
    const spread = () => {
      const [a, b] = [...fingers.values()];
      if (!a || !b) return null;
      return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    };
    const onDown = (event: PointerEvent) => {
      if (event.pointerType !== "touch") return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const two = fingers.size === 2 ? spread() : null;
      began = two && { distance: two.distance, scale: now.current.scale };
    };
    const onMove = (event: PointerEvent) => {
      if (!fingers.has(event.pointerId)) return;
      fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      const two = spread();
      if (!began || !two) return;
      const scale = (began.scale * two.distance) / Math.max(1, began.distance);
      now.current.zoomTo({ fit: "none", scale }, at(two.x, two.y));
    };
    const onUp = (event: PointerEvent) => {
      fingers.delete(event.pointerId);
      began = null;
    };
    // One finger scrolls as everywhere; two are ours, or the browser would take them for scrolling.
    const onTouch = (event: TouchEvent) => {
      if (event.touches.length > 1) event.preventDefault();
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    element.addEventListener("touchstart", onTouch, { passive: false });
    element.addEventListener("touchmove", onTouch, { passive: false });
    element.addEventListener("pointerdown", onDown);
    element.addEventListener("pointermove", onMove);
    for (const name of ["pointerup", "pointercancel", "pointerleave"] as const)
      element.addEventListener(name, onUp);
    return () => {
      element.removeEventListener("wheel", onWheel);
      element.removeEventListener("touchstart", onTouch);
      element.removeEventListener("touchmove", onTouch);
      element.removeEventListener("pointerdown", onDown);
      element.removeEventListener("pointermove", onMove);
      for (const name of ["pointerup", "pointercancel", "pointerleave"] as const)
        element.removeEventListener(name, onUp);
    };
  }, [stage.element]);
}

/** What keys do, while the focus is in the viewer and not in a field. */
export function onViewerKey(
  event: KeyboardEvent,
  stage: Stage,
  pages: number,
  fields: { page: RefObject<HTMLInputElement | null>; find(): void },
): void {
  const field =
    event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (field || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const sideways = (stage.layout?.width ?? 0) > stage.view.width + 1;
  const does: Record<string, () => void> = {
    PageDown: () => stage.goTo(stage.page + 1),
    PageUp: () => stage.goTo(stage.page - 1),
    Home: () => stage.goTo(0),
    End: () => stage.goTo(pages - 1),
    "+": () => stage.zoomTo({ fit: "none", scale: stage.scale * 1.25 }),
    "=": () => stage.zoomTo({ fit: "none", scale: stage.scale * 1.25 }),
    "-": () => stage.zoomTo({ fit: "none", scale: stage.scale / 1.25 }),
    r: stage.rotate,
    "/": fields.find,
    g: () => fields.page.current?.select(),
    // A page that is wider than the window is moved sideways by the arrows, as everything is.
    ...(!sideways && {
      ArrowRight: () => stage.goTo(stage.page + 1),
      ArrowLeft: () => stage.goTo(stage.page - 1),
    }),
  };
  const act = does[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
