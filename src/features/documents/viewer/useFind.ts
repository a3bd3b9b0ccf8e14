import { type RefObject, useEffect, useMemo, useRef, useState } from "react";
import { findAt } from "./addresses.ts";
import type { FoundWords, PagedDocument } from "./types.ts";

/** The place among those on its page that is looked at; `turn` grows whenever it is to be brought into view. */
export interface Hit {
  page: number;
  index: number;
  turn: number;
}

export interface Finding {
  found: PagedDocument["find"];
  state: "idle" | "waiting" | "failed";
  hit: Hit | null;
  /** Places on all pages. */
  total: number;
  /** Which of them is looked at, from 1; 0 when none is. */
  at: number;
  /** Looks for words; the same words again lead to the next place. */
  look(words: string, back?: boolean): void;
  step(by: 1 | -1): void;
  /** To the first place on a page. */
  toPage(page: number): void;
  end(): void;
}

/** Words that are looked for, where they stand, and which place is looked at. `goTo` brings a page into view. */
export function useFind(paged: PagedDocument, page: number, goTo: (page: number) => void): Finding {
  const [found, setFound] = useState(paged.find);
  const [state, setState] = useState<Finding["state"]>("idle");
  const [hit, setHit] = useState<Hit | null>(() =>
    paged.find?.found.pages.some((one) => one.page === paged.page)
      ? { page: paged.page, index: 0, turn: 0 }
      : null,
  );
  // Keys may come faster than what they do is drawn.
  const now = useRef(hit);
  const asked = useRef<AbortController>(null);
  const looked = useRef(page);
  looked.current = page;
  useEffect(() => () => asked.current?.abort(), []);
  const pages = found?.found.pages ?? none;
  const before = useMemo(() => placesBefore(pages), [pages]);
  const toHit = (to: number, index: number) => {
    goTo(to);
    now.current = { page: to, index, turn: (now.current?.turn ?? 0) + 1 };
    setHit(now.current);
  };
  const end = () => {
    asked.current?.abort();
    now.current = null;
    setFound(null);
    setHit(null);
    setState("idle");
  };
  const step = (by: 1 | -1) => {
    const next = nextHit(pages, now.current, looked.current, by);
    if (next) toHit(next.page, next.index);
  };
  async function ask(words: string): Promise<void> {
    const mine = new AbortController();
    asked.current = mine;
    setState("waiting");
    try {
      const answer = await fetch(findAt(paged.at, words), { signal: mine.signal });
      if (!answer.ok) throw new Error("not found out");
      const known = (await answer.json()) as FoundWords;
      setFound({ words, found: known });
      setState("idle");
      const first = nextHit(known.pages, null, looked.current, 1);
      now.current = first && { ...first, turn: now.current?.turn ?? 0 };
      if (first) toHit(first.page, first.index);
      else setHit(null);
    } catch {
      // Gone, or asked again: nobody waits for this answer.
      if (!mine.signal.aborted) setState("failed");
    }
  }
  return {
    found,
    state,
    hit,
    total: pages.reduce((sum, one) => sum + one.count, 0),
    at: hit ? (before.get(hit.page) ?? 0) + hit.index + 1 : 0,
    look(words, back) {
      asked.current?.abort();
      if (words.trim() === "") end();
      else if (words === found?.words && state === "idle") step(back ? -1 : 1);
      else void ask(words);
    },
    step,
    toPage: (to) => toHit(to, 0),
    end,
  };
}

const none: FoundWords["pages"] = [];
type Pages = readonly { page: number; count: number }[];

function placesBefore(pages: Pages): Map<number, number> {
  let sum = 0;
  return new Map(
    pages.map(({ page, count }) => {
      sum += count;
      return [page, sum - count];
    }),
  );
}

/** The next place, or the one before; from the page that is looked at, if there is none yet. After the last comes the first. */
export function nextHit(
  pages: Pages,
  hit: { page: number; index: number } | null,
  looked: number,
  by: 1 | -1,
): { page: number; index: number } | null {
  const last = ({ page, count }: Pages[number]) => ({ page, index: count - 1 });
  const at = hit && pages.find((one) => one.page === hit.page);
  if (hit && at) {
    const index = hit.index + by;
    if (index >= 0 && index < at.count) return { page: hit.page, index };
  }
  const from = hit?.page ?? (by === 1 ? looked - 1 : looked + 1);
  if (by === 1) {
    const next = pages.find((one) => one.page > from) ?? pages[0];
    return next ? { page: next.page, index: 0 } : null;
  }
  const next = pages.findLast((one) => one.page < from) ?? pages.at(-1);
  return next ? last(next) : null;
}

/** Keys that browsers have for finding: in the viewer they mean the document, of which the browser knows a few pages only. */
export function useFindKeys(
  finding: Finding,
  live: boolean,
  field: RefObject<HTMLInputElement | null>,
  open: () => void,
): void {
  const now = useRef({ finding, open });
  now.current = { finding, open };
  useEffect(() => {
    if (!live) return;
    const onKey = (event: KeyboardEvent) => {
      const control = (event.ctrlKey || event.metaKey) && !event.altKey;
      const again = event.key === "F3" || (control && event.key.toLowerCase() === "g");
      const begin = control && !event.shiftKey && event.key.toLowerCase() === "f";
      // A second time in the field it is the browser's own.
      if (event.defaultPrevented || !(again || begin) || (begin && document.activeElement === field.current))
        return;
      event.preventDefault();
      if (again && now.current.finding.found) now.current.finding.step(event.shiftKey ? -1 : 1);
      else now.current.open();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [live, field]);
}
