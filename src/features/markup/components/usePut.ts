import { useEffect } from "react";
import { useFetcher } from "react-router";
import { useRefusal } from "#platform/i18n/index.ts";
import { markupMessages } from "../messages.ts";
import type { MarkupState } from "./state.ts";

/** Sends where a comment was put by hand as soon as it is drawn. @returns the words of a refusal */
export function usePut(state: MarkupState): string | null {
  const fetcher = useFetcher<{ ok: boolean }>();
  const refusal = useRefusal(fetcher.data, [markupMessages], "place");
  const { draft, placing, setDraft, setPlacing, reload, select } = state;
  const { submit } = fetcher;
  useEffect(() => {
    if (!draft || !placing) return;
    setDraft(null);
    setPlacing(null);
    select(placing.id);
    void submit(
      {
        intent: "place",
        live: "1",
        markup: placing.id,
        kind: draft.kind,
        page: draft.page,
        ...(draft.words ? { words: draft.words.join("-") } : { drawn: JSON.stringify(draft.shape) }),
      },
      { method: "post" },
    );
  }, [draft, placing, setDraft, setPlacing, select, submit]);
  const done = fetcher.state === "idle" && fetcher.data?.ok === true;
  useEffect(() => {
    if (done) void reload();
  }, [done, reload]);
  return refusal.summary.errors[0]?.message ?? null;
}
