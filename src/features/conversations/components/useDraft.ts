import { type RefObject, useEffect, useRef, useState } from "react";
import { useNavigation } from "react-router";

const fields = ["title", "text"] as const;

/**
 * Keeps what is being written in this tab until it was sent: leaving the screen, loading it anew and choosing other readers
 * lose nothing. `name` tells whose words they are and about what, so that nobody else finds theirs.
 * @returns the box that the form stands in, what to call when something was typed, and for whom kept words were begun when
 * those are other readers than now
 */
export function useDraft(
  name: string,
  audience: string | undefined,
): { box: RefObject<HTMLDivElement | null>; keep: () => void; begunFor: string | null } {
  const key = `draft ${name}`;
  const box = useRef<HTMLDivElement>(null);
  const [begunFor, setBegunFor] = useState<string | null>(null);
  const { state, formMethod, location } = useNavigation();
  const sent = state === "loading" && formMethod === "POST" && !location.pathname.endsWith("/new");

  const field = (one: string) =>
    box.current?.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[name="${one}"]`);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the fields are those of this audience's form
  useEffect(() => {
    const kept = read(key);
    if (!kept || !audience) return setBegunFor(null);
    let put = false;
    for (const one of fields) {
      const element = field(one);
      if (!element || element.value || !kept[one]) continue;
      element.value = kept[one];
      put = true;
    }
    setBegunFor(put && kept.audience !== audience ? (kept.audience ?? null) : null);
  }, [key, audience]);

  useEffect(() => {
    if (sent) sessionStorage.removeItem(key);
  }, [sent, key]);

  const keep = () => {
    const words = Object.fromEntries(fields.map((one) => [one, field(one)?.value ?? ""]));
    try {
      if (words.title || words.text) sessionStorage.setItem(key, JSON.stringify({ ...words, audience }));
      else sessionStorage.removeItem(key);
    } catch {} // a browser that keeps nothing
  };
  return { box, keep, begunFor };
}

function read(key: string): Partial<Record<"title" | "text" | "audience", string>> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}
