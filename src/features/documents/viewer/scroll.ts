/** What scrolls around pages and lists; the window around them stays where it is. */
const SCROLLS = ".viewer-stage, .mark-panel, .viewer-panel";
/** What may lie over the pages, from below: on a phone. */
const OVER = ".mark-panel, .viewer-panel";
/** Kept free around what is shown, in CSS pixels. */
const AROUND = 12;
/** A mark has its number beside it. */
const BESIDE = 48;

/**
 * Brings an element into view within what scrolls around it, and moves nothing else. What a panel covers is not in view.
 * @param to `start`: its upper edge at the top; `centre`: in the middle; `near`: moved only as far as it must be
 */
export function bringIntoView(element: Element, to: "start" | "centre" | "near"): void {
  const scrolls = element.closest<HTMLElement>(SCROLLS);
  if (!scrolls) return;
  const frame = scrolls.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  let foot = frame.bottom;
  if (scrolls.matches(".viewer-stage"))
    for (const over of document.querySelectorAll(OVER)) {
      const { left, right, top } = over.getBoundingClientRect();
      if (left < frame.right - 1 && right > frame.left + 1 && top > frame.top) foot = Math.min(foot, top);
    }
  const room = foot - frame.top;
  const start = box.top - frame.top - AROUND;
  const end = box.bottom - foot + AROUND;
  if (to === "start") scrolls.scrollTop += start;
  else if (to === "centre") {
    const middle = box.top - frame.top - Math.max(AROUND, (room - box.height) / 2);
    // Not so far that the page before it is looked at: its number would be told.
    const page = element.closest(".sheet")?.getBoundingClientRect().top ?? -Infinity;
    scrolls.scrollTop += Math.max(middle, page - frame.top - AROUND);
  } else if (start < 0 || box.height + 2 * AROUND > room) scrolls.scrollTop += start;
  else if (end > 0) scrolls.scrollTop += end;
  if (scrolls.scrollWidth <= scrolls.clientWidth + 1) return;
  if (box.left < frame.left) scrolls.scrollLeft += box.left - frame.left - BESIDE;
  else if (box.right > frame.right)
    scrolls.scrollLeft += Math.min(box.left - frame.left, box.right - frame.right) + BESIDE;
}

/** Once what was pressed has been drawn: the focus goes to the first of these that is seen, since what had it is gone or lies elsewhere. */
export function focusOn(selector: string): void {
  requestAnimationFrame(() => {
    for (const one of document.querySelectorAll<HTMLElement>(selector))
      if (one.offsetParent) return one.focus({ preventScroll: true });
  });
}
