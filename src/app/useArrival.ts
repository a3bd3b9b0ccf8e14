import { useEffect } from "react";
import { useLocation } from "react-router";

/** The screen that was there before, also when an error page has taken the place of the frame around it. */
let known: string | undefined;

/**
 * Another screen begins where a page that is loaded begins: with its heading, or with the place that the address names. So keys go on
 * from there and a screen reader says where one has come to. The same where what was pressed is gone after it has done its work. What
 * has taken the focus by itself (a refusal, what was done, a dialog, a field) keeps it.
 */
export function useArrival(): void {
  const { pathname, hash, key } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new entry of the history is an arrival, also at the same address; the address comes with it
  useEffect(() => {
    const before = known;
    known = pathname;
    const now = document.activeElement;
    if (before === undefined || (before === pathname && now !== document.body)) return;
    if (now?.closest("main :is(input, select, textarea, dialog, [role])")) return;
    const begin = document.getElementById(hash.slice(1)) ?? document.querySelector<HTMLElement>("main h1");
    // Where the window stays, a heading far above would lead away from what was just done.
    if (!begin || (before === pathname && begin.getBoundingClientRect().top < 0)) return;
    begin.tabIndex = -1;
    begin.focus({ preventScroll: true });
  }, [key]);
}
