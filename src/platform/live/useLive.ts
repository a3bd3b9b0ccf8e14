import { useContext, useEffect, useRef, useState } from "react";
import { UNSAFE_DataRouterContext, useRevalidator } from "react-router";
import { listenToRoom } from "./browser.ts";

const calmMs = 300;
const shortestMs = 2000;

/** What a room's screen knows of being live. `held`: somebody else's news waits because a form is being filled in. */
export interface Live {
  held: boolean;
  /** Shows what waits, whatever is being typed; never in place of an answer that is shown once. */
  show(): void;
}

/**
 * Keeps the screens of a room up to date: news leads to a new reading of the screen, every two seconds at most. While
 * somebody is filling in a form nothing is read, since a new reading would also bring the form's version up to date and
 * so take away the warning that somebody else changed the same thing; then `held` becomes true and the screen says so, if
 * the news is not the reader's own doing. Nor while the answer to a form is shown (a link that is given once, a refusal
 * with what was typed): the router forgets the answer of an action at every new reading.
 * @param who whose screens these are: somebody else's, while a lead looks as them
 * @param cursor where the latest reading of the screen ended
 */
export function useLive(room: string, who: string, cursor: string): Live {
  const { revalidate } = useRevalidator();
  const [held, setHeld] = useState(false);
  const data = useContext(UNSAFE_DataRouterContext);
  const latest = useRef(cursor);
  latest.current = cursor;
  const read = useRef<() => void>(() => undefined);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let others = false;
    read.current = () => {
      last = Date.now();
      timer = undefined;
      setHeld(false);
      if (holdingBack(data?.router.state.actionData, false) === "silent") return;
      others = false;
      void revalidate();
    };
    const due = () => {
      timer = undefined;
      const hold = holdingBack(data?.router.state.actionData, beingFilledIn(document));
      if (hold) {
        setHeld(others && hold === "typed");
        timer = setTimeout(due, shortestMs);
        return;
      }
      read.current();
    };
    const stop = listenToRoom(room, who, latest.current, (news) => {
      if (news.event === "change" && !news.own) others = true;
      if (news.event === "gone") void revalidate();
      else timer ??= setTimeout(due, Math.max(calmMs, last + shortestMs - Date.now()));
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [room, who, revalidate, data]);

  return { held, show: () => read.current() };
}

/**
 * Why a screen is not read anew: something typed would be lost, or (without a word about it, since there is nothing to send)
 * an answer that is shown once.
 * @param answers of the actions, by route, as the router has them
 * @param typing a form of the screen is being filled in
 */
export function holdingBack(answers: unknown, typing: boolean): "typed" | "silent" | null {
  const shown: unknown[] = answers && typeof answers === "object" ? Object.values(answers) : [];
  const refused = shown.filter(isRefusal);
  if (refused.length < shown.length) return "silent";
  const texts = refused.flatMap(({ values }) => Object.entries(values ?? {}));
  if (typing || texts.some(([name, text]) => text && name !== "intent" && name !== "version")) return "typed";
  return refused.length > 0 ? "silent" : null;
}

const isRefusal = (answer: unknown): answer is { values?: Record<string, unknown> } =>
  typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;

/** Whether any form that writes holds something typed, ticked or chosen that is not what the server sent. */
export function beingFilledIn(page: Pick<Document, "forms">): boolean {
  return [...page.forms].some(
    (form) => form.method !== "get" && [...form.elements].some((element) => changed(element)),
  );
}

function changed(element: Element): boolean {
  if (element instanceof HTMLTextAreaElement) return element.value !== element.defaultValue;
  if (element instanceof HTMLSelectElement) return [...element.options].some(differs);
  if (!(element instanceof HTMLInputElement) || element.type === "hidden") return false;
  if (element.type === "file") return (element.files?.length ?? 0) > 0;
  if (element.type === "checkbox" || element.type === "radio")
    return element.checked !== element.defaultChecked;
  return element.value !== element.defaultValue;
}

/** A list that marks no option as chosen shows its first one; that is not a choice somebody made. */
function differs(option: HTMLOptionElement): boolean {
  if (option.selected === option.defaultSelected) return false;
  const list = option.closest("select");
  const marked = [...(list?.options ?? [])].some((other) => other.defaultSelected);
  return marked || (option.selected && option.index > 0);
}
