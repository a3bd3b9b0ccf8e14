import type { ReactNode } from "react";
import { Link } from "react-router";
import type { z } from "zod";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Badge, VisuallyHidden } from "#ui/index.ts";
import { conversationMessages } from "../messages.ts";
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
      {!oneSubject && about && <p className="text-sm text-muted">{about}</p>}
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
