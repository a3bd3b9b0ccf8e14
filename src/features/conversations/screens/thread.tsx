import { randomUUID } from "node:crypto";
import { Fragment } from "react";
import { Link, redirect, useSearchParams } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Backstage, Notice, Page } from "#ui/index.ts";
import { editMessage, withdrawMessage } from "../commands/change.ts";
import { readThread } from "../commands/read.ts";
import { sendMessage } from "../commands/send.ts";
import { MessageItem } from "../components/MessageItem.tsx";
import { WriteForm } from "../components/WriteForm.tsx";
import { useAudienceWords, useSubjectWords } from "../components/words.ts";
import { conversationMessages } from "../messages.ts";
import { thread } from "../queries/thread.ts";
import type { Route } from "./+types/thread.ts";

const place = (text: string | null) => (text && /^\d{1,9}$/.test(text) ? Number(text) : undefined);

/** A page of the conversation; showing its newest page marks it as read by the one who looks. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  const shown = await ask(context, thread, {
    room: params.room,
    thread: params.thread,
    before: place(searchParams.get("before")),
    at: place(searchParams.get("at")),
  });
  if (shown.newest && shown.unread > 0) await markAsRead(context, params, shown.lastPlace);
  return { ...shown, key: randomUUID() };
}

async function markAsRead(
  context: Route.LoaderArgs["context"],
  params: Route.LoaderArgs["params"],
  lastPlace: number,
) {
  const form = new FormData();
  form.set("place", String(lastPlace));
  await act(context, readThread, form, params); // somebody who looks as somebody else leaves no mark: refused, rightly
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const here = `/rooms/${params.room}/conversation/${params.thread}`;
  switch (form.get("intent")) {
    case "edit": {
      const done = await act(context, editMessage, form, params);
      return "ok" in done ? redirect(`${here}#m-${done.value.message}`) : done;
    }
    case "withdraw": {
      const done = await act(context, withdrawMessage, form, params);
      return "ok" in done ? redirect(`${here}#m-${done.value.message}`) : done;
    }
    default: {
      const done = await act(context, sendMessage, form, params);
      return "ok" in done ? redirect(`${here}?sent=${done.value.place}#m-${done.value.message}`) : done;
    }
  }
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, args.loaderData?.title ?? "");

export default function Thread({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(conversationMessages);
  const [search] = useSearchParams();
  const audienceWords = useAudienceWords();
  const about = useSubjectWords()(loaderData.subject);
  const { audience, messages, older, newest, mayTalk, people } = loaderData;
  const refusal = actionData?.ok === false ? actionData : undefined;
  // Which form was refused: that of one message, or the one below them all.
  const refused = refusal && (refusal.values.message ?? "send");
  const firstNew = loaderData.lastPlace - loaderData.unread + 1;
  return (
    <Page
      title={loaderData.title || t("withdrawn-short")}
      crumbs={[{ to: `/rooms/${params.room}/conversation`, label: t("conversation") }]}
      crumbsLabel={t("conversation")}
      lede={
        about &&
        (loaderData.subject.path ? (
          <Link className="link" to={loaderData.subject.path}>
            {about}
          </Link>
        ) : (
          about
        ))
      }
    >
      <Backstage tone={audience.kind} label={audienceWords(audience)}>
        {older !== null && (
          <p className="py-2">
            <Link className="link" to={`?before=${older}`}>
              {t("older")}
            </Link>
          </p>
        )}
        <ol aria-live="polite">
          {messages.map((message) => (
            <Fragment key={message.id}>
              {loaderData.unread > 0 && message.place === firstNew && (
                <li id="new" className="border-t-2 border-accent pt-1 text-sm font-semibold text-accent">
                  {t("new")}
                </li>
              )}
              <MessageItem
                message={message}
                people={people}
                audience={audience}
                own={mayTalk && message.author.id === loaderData.me}
                editing={search.get("edit") === message.id || refused === message.id}
                refusal={refused === message.id ? refusal : undefined}
              />
            </Fragment>
          ))}
        </ol>
        <p id="end" className="text-xs text-muted">
          {!newest && (
            <Link className="link" to="?#end">
              {t("jump-newest")}
            </Link>
          )}
        </p>
      </Backstage>
      <div className="mt-6 no-print">
        {mayTalk ? (
          newest && (
            <WriteForm
              key={search.get("sent") ?? ""}
              audience={audience}
              intent="send"
              idempotencyKey={loaderData.key}
              refusal={refused === "send" ? refusal : undefined}
            />
          )
        ) : (
          <Notice>{t("viewer-only")}</Notice>
        )}
      </div>
    </Page>
  );
}
