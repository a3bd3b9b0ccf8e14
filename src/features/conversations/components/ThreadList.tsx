import type { ReactNode } from "react";
import { Link } from "react-router";
import type { z } from "zod";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Badge, type State, StateMark, VisuallyHidden } from "#ui/index.ts";
import { type ConversationKey, conversationMessages } from "../messages.ts";
import type { AudienceShown } from "../model/schema.ts";
import type { threadShown } from "../queries/threads.ts";
import { useAudienceWords, useSubjectWords } from "./words.ts";

type ThreadShown = z.infer<typeof threadShown>;

/** Conversations in a list, each on the tint and under the words of its readers. */
export function ThreadList(props: {
  room: string;
  threads: readonly ThreadShown[];
  audiences: readonly AudienceShown[];
  /** Leaves out what they are about, where all are about the same. */
  oneSubject?: boolean;
}): ReactNode {
  const audienceWords = useAudienceWords();
  return (
    <ul className="grid gap-4">
      {props.threads.map((thread) => {
        const audience = props.audiences.find(({ id }) => id === thread.audience);
        return (
          audience && (
            <Backstage
              key={thread.id}
              as="li"
              shape="row"
              tone={audience.kind}
              label={audienceWords(audience)}
            >
              <Item room={props.room} thread={thread} oneSubject={props.oneSubject ?? false} />
            </Backstage>
          )
        );
      })}
    </ul>
  );
}

/** A comment on a page: where it stands, which page of which revision, what kind of mark; it leads to its place. */
function MarkLine(props: { subject: ThreadShown["subject"]; words: string | null }): ReactNode {
  const t = useMessages(conversationMessages);
  const { mark, values, path } = props.subject;
  if (!mark) return null;
  const { state, kind, revision } = mark;
  const page = values?.page ?? 0;
  const place =
    props.words ??
    [
      t("mark-number", { ordinal: values?.ordinal ?? 0 }),
      ...(page > 0 ? [t("mark-page", { page })] : []),
    ].join(", ");
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 text-sm">
      <StateMark state={shapes[state] ?? "open"} label={t(`mark-state-${state}` as ConversationKey)} />
      {path ? (
        <Link className="link inline-block py-1" to={path}>
          {place}
        </Link>
      ) : (
        place
      )}
      <span className="text-muted">
        {[
          ...(revision ? [t(`mark-${revision.kind}`, { text: revision.text })] : []),
          t(`mark-kind-${kind}` as ConversationKey),
        ].join(" · ")}
      </span>
    </p>
  );
}

/** The shapes that states have beside the page. */
const shapes: Record<string, State> = {
  open: "open",
  answered: "running",
  accepted: "go",
  rejected: "no-go",
  closed: "done",
};

function Item({
  room,
  thread,
  oneSubject,
}: {
  room: string;
  thread: ThreadShown;
  oneSubject: boolean;
}): ReactNode {
  const t = useMessages(conversationMessages);
  const format = useFormat();
  const about = useSubjectWords()(thread.subject);
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <Link
          className={`link inline-block py-1 ${thread.unread > 0 ? "font-semibold" : ""}`}
          to={`/rooms/${room}/conversation/${thread.id}${thread.unread > 0 ? "#new" : "#end"}`}
        >
          {thread.title || t("withdrawn-short")}
        </Link>
        {thread.unread > 0 && (
          <span>
            <Badge kind="count">{thread.unread}</Badge>
            <VisuallyHidden> {t("unread-count", { count: thread.unread })}</VisuallyHidden>
          </span>
        )}
      </p>
      {thread.subject.mark ? (
        <MarkLine subject={thread.subject} words={oneSubject ? null : about} />
      ) : (
        !oneSubject && about && <p className="text-sm text-muted">{about}</p>
      )}
      <p className="text-sm max-w-(--measure)">
        {t("last-by", { name: thread.last.author.name })}{" "}
        {thread.last.words ?? <em>{t("withdrawn-short")}</em>}
      </p>
      <p className="text-xs text-muted">
        <time dateTime={thread.last.at}>{format.dateTime(thread.last.at)}</time> ·{" "}
        {t("messages", { count: thread.messages })}
      </p>
    </>
  );
}
