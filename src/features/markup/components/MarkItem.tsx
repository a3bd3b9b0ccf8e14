import { type ReactNode, useEffect, useRef } from "react";
import { MessageText } from "#features/conversations/components/index.ts";
import { bringIntoView, viewAt } from "#features/documents/components/index.ts";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Badge, classes, Person, StateMark, VisuallyHidden } from "#ui/index.ts";
import { type MarkupWord, markupMessages } from "../messages.ts";
import type { ShownMarkup } from "../queries/on-revision.ts";
import { Acts, type ItemProps } from "./Acts.tsx";
import { inOrder, Settled } from "./Settled.tsx";
import { shapeOf, useOrdinal, usePlaceWords, wordsOf } from "./words.ts";

/** A comment in the list: on the tint of its readers, its number and state, what it lies on; opened, its thread. */
export function MarkItem(props: ItemProps): ReactNode {
  const t = useMessages(markupMessages);
  const { mark, at, state } = props;
  const audience = useAudienceWords()(mark.audience);
  const places = usePlaceWords()(mark);
  const ordinal = useOrdinal()(mark);
  const format = useFormat();
  const open = props.chosen;
  const item = useRef<HTMLDetailsElement>(null);
  const live = state !== null;
  useEffect(() => {
    const line = open && live && item.current?.closest("li");
    if (line) bringIntoView(line, "start");
    // The form in which it was written is gone: one goes on from the comment that was made.
    if (line && document.activeElement === document.body)
      item.current?.querySelector("summary")?.focus({ preventScroll: true });
  }, [open, live]);
  useRead(mark, live && open);
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
          <span className="mark-number">{ordinal}</span>
          <span className="mark-said">
            {mark.struck ? (
              <em>{t("withdrawn")}</em>
            ) : open && !saysAll(mark) ? (
              mark.author.name
            ) : (
              wordsOf(mark)
            )}
            {mark.unread > 0 && (
              <>
                {" "}
                <Badge kind="count">{mark.unread}</Badge>
                <VisuallyHidden> {t("unread", { count: mark.unread })}</VisuallyHidden>
              </>
            )}
          </span>
          <StateMark state={shapeOf[mark.state]} label={t(`state-${mark.state}` as MarkupWord)} />
          {!open && (
            <span className="mark-by">
              {[mark.author.name, places[0], t(`kind-${mark.kind}` as MarkupWord)].join(" · ")}
            </span>
          )}
        </summary>
        <p className="text-sm text-muted">
          {[
            // Who wrote it stands in the head, unless what was said stands there.
            ...(open && (mark.struck || saysAll(mark)) ? [mark.author.name] : []),
            format.dateTime(mark.madeAt),
            t(`kind-${mark.kind}` as MarkupWord),
          ].join(" · ")}
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
        {mark.assignedTo && mark.state === "open" && (
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
  // What the title says whole is not said once more.
  const messages = mark.messages.filter((one) => one.place > 1 || one.withdrawn || !saysAll(mark));
  return (
    <ol className="mark-messages" aria-live="polite">
      {inOrder(messages, mark.settlements).map((message) =>
        "state" in message ? (
          <Settled key={`${message.at}${message.state}`} step={message} />
        ) : (
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
        ),
      )}
    </ol>
  );
}

/** Whether the beginning in the title is all that the comment says. */
const saysAll = (mark: ShownMarkup): boolean => wordsOf(mark) === mark.messages[0]?.text.trim();
