import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link, useFetcher } from "react-router";
import { MentionArea } from "#features/conversations/components/index.ts";
import { focusOn } from "#features/documents/components/index.ts";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { Button, DateField, Disclosure, ErrorSummary, Select, StateMark, TextField } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { linesOf } from "../model/draw.ts";
import { type State, states } from "../model/kinds.ts";
import type { MarkupOnRevision, ShownMarkup } from "../queries/on-revision.ts";
import type { MarkupState } from "./state.ts";
import { shapeOf } from "./words.ts";

export interface ItemProps {
  mark: ShownMarkup;
  data: MarkupOnRevision;
  /** Address of the revision. */
  at: string;
  /** With scripts. */
  state: MarkupState | null;
  /** It is the one that is opened. */
  chosen: boolean;
  /** The answer to a form that was sent without scripts. */
  answer: unknown;
  /** The page that is shown, from 0, and its text. */
  page: number;
  text: string | null;
}

/** What may be done with it: answer, say where it stands, who is to answer, put it in its place, take it back. */
export function Acts(props: ItemProps): ReactNode {
  const t = useMessages(markupMessages);
  const { mark, data, state } = props;
  const room = data.audiences.find(({ id }) => id === mark.audience.id);
  const own = mark.messages[0];
  return (
    <div className="mark-acts no-print">
      <Reply {...props} people={room?.people ?? []} />
      <Settle {...props} />
      <Disclosure summary={t("assign")}>
        <Assign {...props} people={room?.people ?? []} />
      </Disclosure>
      {state && (
        <button
          type="button"
          className="link py-1 text-left"
          onClick={() => {
            state.setPlacing(mark);
            state.setTool(mark.kind);
          }}
        >
          {t(mark.place?.page === null ? "put-here" : "put-elsewhere")}
        </button>
      )}
      {!state && mark.place?.page === null && <PutOnPage {...props} />}
      {own && own.author.id === data.me && !own.withdrawn && (
        <Disclosure summary={t("withdraw")}>
          <Send {...props} intent="withdraw" hidden={{ message: own.id, version: String(own.version) }}>
            <p className="text-sm">{t("withdraw-text")}</p>
            <Button look="danger" size="small">
              {t("withdraw-confirm")}
            </Button>
          </Send>
        </Disclosure>
      )}
      <p className="text-sm">
        <Link
          className="link"
          to={`/rooms/${/^\/rooms\/([^/]+)/.exec(props.at)?.[1]}/conversation/${mark.thread}`}
        >
          {t("in-conversation")}
        </Link>
      </p>
    </div>
  );
}

/** A form about one comment; with scripts it is sent without leaving the page, and its refusal stands in it. */
function Send(
  props: Pick<ItemProps, "mark" | "state" | "answer"> & {
    intent: string;
    hidden?: Record<string, string>;
    children: ReactNode | ((refusal: ReturnType<typeof useRefusal>, busy: boolean) => ReactNode);
  },
): ReactNode {
  const { mark, state, intent, children } = props;
  const fetcher = useFetcher<{ ok: boolean; values?: Record<string, string> }>();
  const form = useRef<HTMLFormElement>(null);
  const answer = (state ? fetcher.data : props.answer) as
    | { ok: boolean; values?: Record<string, string> }
    | undefined;
  const mine = answer?.ok === false && answer.values?.markup !== mark.id ? undefined : answer;
  const refusal = useRefusal(mine, [markupMessages], intent);
  const done = fetcher.state === "idle" && fetcher.data?.ok === true;
  const reload = state?.reload;
  useEffect(() => {
    if (!done) return;
    form.current?.reset();
    // What was pressed may be gone once the comment is drawn anew: one goes on from the comment.
    const goOn = () => {
      if (document.activeElement !== document.body) return;
      focusOn(document.getElementById(`c-${mark.id}`) ? `#c-${mark.id} summary` : "#comments");
    };
    void reload?.().then(() => setTimeout(goOn, 100));
  }, [done, reload, mark.id]);
  return (
    <fetcher.Form method="post" ref={form} className="grid gap-3 justify-items-start">
      <ErrorSummary {...refusal.summary} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="markup" value={mark.id} />
      <input type="hidden" name="at" value={(mark.place?.page ?? 0) + 1} />
      {state && <input type="hidden" name="live" value="1" />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {typeof children === "function" ? children(refusal, fetcher.state !== "idle") : children}
    </fetcher.Form>
  );
}

type People = { people: readonly { id: string; name: string; company: string }[] };

function Reply(props: ItemProps & People): ReactNode {
  const t = useMessages(markupMessages);
  const { mark, data } = props;
  const [key] = useState(`${data.key}-${mark.messages.length}`);
  return (
    <div className="w-full">
      <Send
        {...props}
        intent="reply"
        hidden={{ thread: mark.thread, idempotencyKey: `${key}-${mark.messages.length}` }}
      >
        {(refusal, busy) => (
          <>
            <MentionArea
              name="text"
              id={`reply-${mark.id}`}
              label={t("reply")}
              rows={2}
              defaultValue={refusal.value("text")}
              error={refusal.error("text")}
              people={props.people}
            />
            <Button look="primary" size="small" icon="send" busy={busy}>
              {t("reply-send")}
            </Button>
          </>
        )}
      </Send>
    </div>
  );
}

/** The states that the reader may give, as the operation allows them. */
function Settle(props: ItemProps): ReactNode {
  const t = useMessages(markupMessages);
  const { mark, data } = props;
  const may = (to: State) =>
    to !== mark.state &&
    (to === "open" || to === "answered" || data.own || (to === "closed" && mark.author.id === data.me));
  return (
    <Send {...props} intent="settle" hidden={{ version: String(mark.version) }}>
      {(refusal) => (
        <fieldset>
          <legend className="field-label">{t("settle")}</legend>
          <TextField
            name="reason"
            id={`reason-${mark.id}`}
            label={t("reason")}
            optional={t(data.own && mark.state !== "rejected" ? "reason-to-reject" : "optional")}
            maxLength={1000}
            defaultValue={refusal.value("reason")}
            error={refusal.error("reason")}
          />
          <div className="mark-states">
            {states.filter(may).map((to) => (
              <button key={to} type="submit" name="state" value={to} className="btn btn-secondary btn-small">
                <StateMark state={shapeOf[to]} label={t(`settle-${to}` as MarkupWord)} />
              </button>
            ))}
          </div>
        </fieldset>
      )}
    </Send>
  );
}

function Assign(props: ItemProps & People): ReactNode {
  const t = useMessages(markupMessages);
  const { mark } = props;
  return (
    <Send {...props} intent="assign" hidden={{ version: String(mark.version) }}>
      {(refusal) => (
        <>
          <Select
            name="assignedTo"
            id={`assign-${mark.id}`}
            label={t("assigned-to")}
            empty={t("nobody")}
            options={props.people.map(({ id, name, company }) => ({
              value: id,
              label: company ? `${name}, ${company}` : name,
            }))}
            defaultValue={refusal.value("assignedTo", mark.assignedTo?.id) ?? ""}
            error={refusal.error("assignedTo")}
          />
          <DateField
            name="dueOn"
            id={`due-${mark.id}`}
            label={t("due-on")}
            optional={t("optional")}
            defaultValue={refusal.value("dueOn", mark.dueOn)}
            error={refusal.error("dueOn")}
          />
          <Button size="small">{t("assign-save")}</Button>
        </>
      )}
    </Send>
  );
}

/** Without scripts a comment is put at words of the page that is shown. */
function PutOnPage(props: ItemProps): ReactNode {
  const t = useMessages(markupMessages);
  const { mark, page, text } = props;
  return (
    <Disclosure summary={t("put-here")}>
      <Send {...props} intent="place" hidden={{ kind: mark.kind, page: String(page) }}>
        <Select
          name="words"
          id={`words-${mark.id}`}
          label={`${t("make-on", { page: page + 1 })}: ${t("words")}`}
          required
          options={linesOf(text ?? "").map((line) => ({ value: line.words, label: line.text.slice(0, 100) }))}
        />
        <Button size="small">{t("put-here")}</Button>
      </Send>
    </Disclosure>
  );
}
