import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useFetcher } from "react-router";
import { MentionArea } from "#features/conversations/components/index.ts";
import { bringIntoView, focusOn, type PageInfo, type View } from "#features/documents/components/index.ts";
import { AudienceChoice } from "#features/rooms/components/index.ts";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { placesOf } from "#platform/pages/fold.ts";
import { Button, DateField, Disclosure, ErrorSummary, Select } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { linesOf } from "../model/draw.ts";
import { kinds } from "../model/kinds.ts";
import type { MarkupOnRevision } from "../queries/on-revision.ts";
import type { Draft, MarkupState } from "./state.ts";

/**
 * A new comment: first who will read it, then, on the tint of those readers, the words. Of a mark that was drawn, or on a page
 * whose words are chosen from a list; that way works without scripts and without a pointer.
 */
export function MakeForm(props: {
  data: MarkupOnRevision;
  /** Where it is, with scripts. */
  state: MarkupState | null;
  draft: Draft | null;
  /** Of a comment that is not drawn: the page from 0, and its text. */
  page: number;
  text: string | null;
  /** Words of the page that were looked for. */
  found?: string;
  answer: unknown;
  /** Somebody has begun to write, or what was written has gone out. */
  onWriting?(begun: boolean): void;
}): ReactNode {
  const t = useMessages(markupMessages);
  const fetcher = useFetcher<{ ok: boolean; value?: { id?: string } }>();
  const { data, state, draft, page } = props;
  const answer = state ? fetcher.data : props.answer;
  const refusal = useRefusal(answer, [markupMessages], "make");
  const [audience, setAudience] = useState<string | null>(null);
  // Each comment has a key of its own, also several that are written before the list was read anew.
  const id = useId();
  const [key] = useState(data.key);
  const [turn, setTurn] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const people = data.audiences.find(({ id }) => id === audience)?.people ?? data.audiences[0]?.people ?? [];
  const made = fetcher.data?.ok ? fetcher.data.value?.id : undefined;
  const { setDraft, select, reload } = state ?? {};
  const sent = useRef(props.onWriting);
  sent.current = props.onWriting;
  const live = state !== null;
  useEffect(() => {
    if (!made) return;
    setTurn((old) => old + 1);
    setAudience(null);
    form.current?.reset();
    setDraft?.(null);
    sent.current?.(false);
    void reload?.().then(() => select?.(made));
  }, [made, setDraft, select, reload]);
  useEffect(() => {
    if (!draft || !form.current) return;
    bringIntoView(form.current, "near");
    form.current.querySelector<HTMLInputElement>("input[type=radio]")?.focus({ preventScroll: true });
  }, [draft]);
  // Who reads it is chosen: now the text, with its button. By arrow keys one goes on choosing, and a finger calls its keyboard.
  const mouse = useRef(false);
  useEffect(() => {
    const body = audience && live ? form.current?.querySelector(".audience-body") : null;
    if (!body) return;
    bringIntoView(body, "near");
    if (mouse.current) body.querySelector("textarea")?.focus({ preventScroll: true });
  }, [audience, live]);
  return (
    <fetcher.Form
      method="post"
      ref={form}
      className="form mark-make"
      onPointerDown={(event) => {
        mouse.current = event.pointerType === "mouse";
      }}
      onKeyDown={() => {
        mouse.current = false;
      }}
      onInput={(event) => {
        const text = new FormData(event.currentTarget).get("text");
        if (live) props.onWriting?.(typeof text === "string" && text.trim() !== "");
      }}
      onChange={(event) => setAudience(new FormData(event.currentTarget).get("audience") as string | null)}
    >
      <ErrorSummary {...refusal.summary} />
      <input type="hidden" name="intent" value="make" />
      <input type="hidden" name="idempotencyKey" value={`${key}-${id}-${turn}`} />
      <input type="hidden" name="page" value={draft?.page ?? page} />
      {state && <input type="hidden" name="live" value="1" />}
      {draft ? (
        <>
          <input type="hidden" name="kind" value={draft.kind} />
          {draft.words ? (
            <input type="hidden" name="words" value={draft.words.join("-")} />
          ) : (
            <input type="hidden" name="drawn" value={JSON.stringify(draft.shape)} />
          )}
          <p className="font-semibold">
            {t(`kind-${draft.kind}` as MarkupWord)}, {t("place-page", { page: draft.page + 1 })}
          </p>
        </>
      ) : (
        <WordsChoice key={page} text={props.text} found={props.found ?? ""} value={refusal.value} />
      )}
      <AudienceChoice
        label={t("who-reads")}
        audiences={data.audiences}
        allNames
        defaultValue={refusal.value("audience")}
        error={refusal.error("audience")}
      >
        <MentionArea
          name="text"
          id="mark-text"
          label={t("text")}
          defaultValue={refusal.value("text")}
          error={refusal.error("text")}
          people={people}
        />
        <div className="actions">
          <Button look="primary" icon="send" busy={fetcher.state !== "idle"}>
            {t("make")}
          </Button>
          {draft && (
            <Button
              type="button"
              look="quiet"
              onClick={() => {
                state?.setDraft(null);
                focusOn(".mark-start");
              }}
            >
              {t("give-up")}
            </Button>
          )}
        </div>
        <Disclosure
          summary={t("assign-optional")}
          open={[refusal.value("assignedTo"), refusal.value("dueOn")].some(Boolean)}
        >
          <div className="grid gap-4">
            <Select
              name="assignedTo"
              label={t("assigned-to")}
              optional={t("optional")}
              empty={t("nobody")}
              options={people.map(({ id, name, company }) => ({
                value: id,
                label: company ? `${name}, ${company}` : name,
              }))}
              defaultValue={refusal.value("assignedTo") ?? ""}
              error={refusal.error("assignedTo")}
            />
            <DateField
              name="dueOn"
              label={t("due-on")}
              optional={t("optional")}
              defaultValue={refusal.value("dueOn")}
              error={refusal.error("dueOn")}
            />
          </div>
        </Disclosure>
      </AudienceChoice>
    </fetcher.Form>
  );
}

/** What is marked, chosen from the page's lines (words that were looked for come first); nothing: the page as a whole. */
function WordsChoice(props: {
  text: string | null;
  found: string;
  value(name: string): string | undefined;
}): ReactNode {
  const t = useMessages(markupMessages);
  const { text, found } = props;
  const hits = text && found ? placesOf(text, found) : [];
  const [words, setWords] = useState(props.value("words") ?? "");
  return (
    <>
      <Select
        name="words"
        id="mark-words"
        label={t("words")}
        hint={text === null ? t("words-wait") : undefined}
        empty={t("words-none")}
        options={[
          ...hits.slice(0, 20).map(([from, to]) => ({
            value: `${from}-${to}`,
            label: text?.slice(Math.max(0, from - 20), to + 20).replace(/\s+/g, " ") ?? "",
            group: t("words-found", { text: found }),
          })),
          ...linesOf(text ?? "")
            .slice(0, 300)
            .map((line) => ({ value: line.words, label: line.text.slice(0, 100), group: t("words-lines") })),
        ]}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <Select
        name="kind"
        id="mark-kind"
        label={t("kind")}
        options={kinds.map((kind) => ({ value: kind, label: t(`kind-${kind}` as MarkupWord) }))}
        defaultValue={props.value("kind") ?? "pin"}
      />
    </>
  );
}

/** The text of a page, once it is there. */
export function usePageText(view: View, given: string | null): string | null {
  const [known, setKnown] = useState<{ page: number; text: string } | null>(null);
  const { page, live, textOf } = view;
  useEffect(() => {
    if (!live) return;
    let gone = false;
    textOf(page).then(
      (info: PageInfo) => !gone && setKnown({ page, text: info.text }),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [page, live, textOf]);
  if (known?.page === page) return known.text;
  return live ? null : given;
}
