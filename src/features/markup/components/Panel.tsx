import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { Tool, type View } from "#features/documents/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Disclosure } from "#ui/index.ts";
import { markupMessages } from "../messages.ts";
import { Filters } from "./Filters.tsx";
import { MakeForm, usePageText } from "./MakeForm.tsx";
import { MarkItem } from "./MarkItem.tsx";
import type { MarkupState } from "./state.ts";
import { MarkTools, showComments } from "./Tools.tsx";
import { usePut } from "./usePut.ts";

/** Beside the pages (a sheet over them on a phone, below them without scripts): comments, and the form for a new one. */
export function Panel(props: {
  state: MarkupState;
  view: View;
  /** The first page's text, as the server sent it. */
  text: string | null;
  /** How the first page lies is known, so that marks are drawn on it. */
  placed: boolean;
  answer: unknown;
}): ReactNode {
  const t = useMessages(markupMessages);
  const { state, view } = props;
  const { live } = view;
  const text = usePageText(view, props.text);
  const problem = usePut(state);
  const own = live ? state : null;
  const { data, shown, at } = state;
  // A comment on a page belongs to the page on which it was begun, wherever one reads on.
  const [held, setHeld] = useState<{ page: number; text: string | null } | null>(null);
  const writing = state.draft !== null || held !== null;
  const lost = shown.filter((mark) => mark.place?.page === null);
  const placed = shown.filter((mark) => mark.place?.page !== null);
  const items = (marks: typeof shown) =>
    marks.map((mark) => (
      <MarkItem
        key={mark.id}
        mark={mark}
        data={data}
        at={at}
        state={own}
        chosen={state.selected === mark.id}
        answer={props.answer}
        page={view.page}
        text={text}
      />
    ));
  return (
    <>
      {live && <MarkTools />}
      {/* Put away it only hides, with what is being written in it. */}
      {(!live || state.open || writing) && (
        <aside
          className="mark-panel no-print"
          id="comments"
          tabIndex={-1}
          aria-label={t("comments")}
          hidden={live && !state.open}
        >
          <div className="mark-panel-head">
            <h2>{t("comments-count", { count: shown.length })}</h2>
            {live && <Tool icon="close" label={t("close")} onClick={() => showComments(state, false)} />}
            <p>
              <Link className="link" to={`${at}/comments`}>
                {t("print-list")}
              </Link>
              <Link className="link" to={`${at}/comments/files`}>
                {t("export")}
              </Link>
            </p>
          </div>
          {problem && (
            <p role="alert" className="text-bad">
              {problem}
            </p>
          )}
          {live && state.draft && !state.placing && (
            <MakeForm data={data} state={state} draft={state.draft} page={0} text={null} answer={null} />
          )}
          {data.mayTalk && !state.draft && (
            <Disclosure
              summary={t("make-on", { page: (held?.page ?? view.page) + 1 })}
              open={!live && props.answer !== undefined}
            >
              <MakeForm
                data={data}
                state={own}
                draft={null}
                page={held?.page ?? view.page}
                text={held ? held.text : text}
                found={view.words}
                answer={props.answer}
                onWriting={(begun) => setHeld(begun ? (held ?? { page: view.page, text }) : null)}
              />
            </Disclosure>
          )}
          {!live && !props.placed && shown.some((mark) => mark.place?.page === view.page) && (
            <p>
              {t("not-drawn")}{" "}
              <a className="link" href={`${at}/view?page=${view.page + 1}&words`}>
                {t("look-again")}
              </a>
            </p>
          )}
          {data.markup.length > 0 && <Filters state={state} live={live} page={view.page} />}
          {lost.length > 0 && (
            <section aria-label={t("lost")}>
              <h3>{t("lost")}</h3>
              <p className="text-sm text-muted">{t("lost-text")}</p>
              <ol className="mark-list">{items(lost)}</ol>
            </section>
          )}
          {placed.length > 0 && (
            <>
              {lost.length > 0 && <h3>{t("placed")}</h3>}
              <ol className="mark-list">{items(placed)}</ol>
            </>
          )}
          {shown.length === 0 && (
            <p className="text-muted text-sm">{t(data.markup.length > 0 ? "none-filtered" : "none")}</p>
          )}
        </aside>
      )}
    </>
  );
}
