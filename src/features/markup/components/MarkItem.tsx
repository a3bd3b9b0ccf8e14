import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link, useFetcher } from "react-router";
import { MentionArea, MessageText } from "#features/conversations/components/index.ts";
import { bringIntoView, viewAt } from "#features/documents/components/index.ts";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import {
  Backstage,
  Badge,
  Button,
  classes,
  DateField,
  Disclosure,
  ErrorSummary,
  Person,
  Select,
  StateMark,
  VisuallyHidden,
} from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import { linesOf } from "../model/draw.ts";
import { type State, states } from "../model/kinds.ts";
import type { MarkupOnRevision, ShownMarkup } from "../queries/on-revision.ts";
import type { MarkupState } from "./state.ts";
import { shapeOf, usePlaceWords, wordsOf } from "./words.ts";

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

/** A comment in the list: on the tint of its readers, its number and state, what it lies on; opened, its thread. */
export function MarkItem(props: ItemProps): ReactNode {
  const t = useMessages(markupMessages);
  const { mark, at, state } = props;
  const audience = useAudienceWords()(mark.audience);
  const places = usePlaceWords()(mark);
  const format = useFormat();
  const open = props.chosen;
  const item = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const line = open && item.current?.closest("li");
    if (line) bringIntoView(line, "start");
  }, [open]);
  useRead(mark, state !== null && open);
  return (
    <Backstage as="li" shape="row" tone={audience.tone} label={audience.label} id={`c-${mark.id}`}>
      <details ref={item} className={classes("mark-item", open && "mark-item-open")} open={open}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a summary is a button */}
        <summary
          onClick={(event) => {
            if (!state) return;
            event.preventDefault();
            state.select(open ? null : mark.id);
          }}
        >
          <span className="mark-number">{mark.ordinal}</span>
          <span className="mark-said">
            {mark.struck ? <em>{t("withdrawn")}</em> : wordsOf(mark)}
            {mark.unread > 0 && (
              <>
                {" "}
                <Badge kind="count">{mark.unread}</Badge>
                <VisuallyHidden> {t("unread", { count: mark.unread })}</VisuallyHidden>
              </>
            )}
          </span>
          <StateMark state={shapeOf[mark.state]} label={t(`state-${mark.state}` as MarkupWord)} />
        </summary>
        <p className="text-sm text-muted">
          {mark.author.name} · {format.dateTime(mark.madeAt)} · {t(`kind-${mark.kind}` as MarkupWord)}
        </p>
        <p className="text-sm">
          {mark.place && mark.place.page !== null ? (
            <a
              className="link"
              href={`${viewAt(at, mark.place.page)}&comment=${mark.id}#c-${mark.id}`}
              onClick={(event) => {
                if (!state) return;
                event.preventDefault();
                state.select(mark.id);
              }}
            >
              {places.join(" · ")}
            </a>
          ) : (
            places.join(" · ")
          )}
        </p>
        {mark.place?.quote && (
          <blockquote className="mark-quote">{mark.place.quote.exact.slice(0, 300)}</blockquote>
        )}
        {mark.assignedTo && (
          <p className="text-sm">
            {t("assigned", { name: mark.assignedTo.name })}
            {mark.dueOn && ` · ${t("due", { date: format.day(mark.dueOn) })}`}
          </p>
        )}
        <Messages {...props} />
        {props.data.mayTalk && <Acts {...props} />}
      </details>
    </Backstage>
  );
}

/** A thread that is opened is read. Nobody else can see that, and nothing has to be drawn anew for it. */
function useRead(mark: ShownMarkup, open: boolean): void {
  const last = mark.messages.at(-1)?.place ?? 0;
  const unread = open && mark.unread > 0;
  const room = /^\/rooms\/([^/]+)/.exec(typeof location === "undefined" ? "" : location.pathname)?.[1];
  useEffect(() => {
    if (!unread || !room) return;
    void fetch(`/api/v1/rooms/${room}/threads/${mark.thread}/mark`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ place: last }),
    }).catch(() => undefined);
  }, [unread, room, mark.thread, last]);
}

function Messages({ mark, data }: ItemProps): ReactNode {
  const t = useMessages(markupMessages);
  const format = useFormat();
  const people = [...data.audiences.flatMap((one) => one.people), ...mark.messages.map((one) => one.author)];
  return (
    <ol className="mark-messages">
      {mark.messages.map((message) => (
        <li key={message.id}>
          {message.place > 1 && (
            <p className="flex flex-wrap justify-between gap-x-3 text-sm">
              <Person
                name={message.author.name}
                company={message.author.company}
                side={message.author.belongs && t("belongs", { side: message.author.belongs })}
              />
              <time className="text-muted" dateTime={message.sentAt}>
                {format.dateTime(message.sentAt)}
              </time>
            </p>
          )}
          {message.withdrawn ? (
            <p className="text-muted">
              <em>{t("withdrawn")}</em>
            </p>
          ) : (
            <MessageText text={message.text} people={people} />
          )}
          {message.edited && !message.withdrawn && <p className="text-xs text-muted">{t("edited")}</p>}
        </li>
      ))}
    </ol>
  );
}

/** What may be done with it: answer, say where it stands, who is to answer, put it in its place, take it back. */
function Acts(props: ItemProps): ReactNode {
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
export function Send(
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
    void reload?.();
  }, [done, reload]);
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
      <fieldset className="mark-states">
        <legend className="sr-only">{t("settle")}</legend>
        {states.filter(may).map((to) => (
          <button key={to} type="submit" name="state" value={to} className="btn btn-secondary btn-small">
            <StateMark state={shapeOf[to]} label={t(`settle-${to}` as MarkupWord)} />
          </button>
        ))}
      </fieldset>
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
