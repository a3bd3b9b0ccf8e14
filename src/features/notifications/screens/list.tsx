import { Form, Link, redirect, useSearchParams } from "react-router";
import { AudienceRuns } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Button, ButtonLink, EmptyState, Page, Pagination, VisuallyHidden } from "#ui/index.ts";
import { readAll } from "../commands/read.ts";
import { notificationMessages } from "../messages.ts";
import { notifications } from "../queries/list.ts";
import { sentence } from "../words.ts";
import type { Route } from "./+types/list.ts";

export function loader({ context, request }: Route.LoaderArgs) {
  const chosen = notifications.input.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  return ask(context, notifications, chosen.success ? chosen.data : {});
}

export async function action({ context, request }: Route.ActionArgs) {
  await act(context, readAll, await request.formData());
  return redirect("/notifications");
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, notificationMessages, "title");

/** What concerns me, in all my rooms; the same as the mails say, and everything that was not mailed. */
export default function Notifications({ loaderData }: Route.ComponentProps) {
  const t = useMessages(notificationMessages);
  const format = useFormat();
  const [search] = useSearchParams();
  const unreadOnly = search.get("show") === "unread";
  const { items, unread, next } = loaderData;
  const shownQuery = unreadOnly ? "show=unread&" : "";
  return (
    <Page
      title={t("title")}
      lede={t("lede")}
      actions={
        <>
          {unread > 0 && (
            <Form method="post">
              <Button icon="check">{t("mark-all")}</Button>
            </Form>
          )}
          <ButtonLink icon="mail" to="/notifications/settings">
            {t("settings")}
          </ButtonLink>
        </>
      }
    >
      <nav className="subnav no-print" aria-label={t("title")}>
        <ul>
          <li>
            <Link to="/notifications" aria-current={unreadOnly ? undefined : "page"}>
              {t("all")}
            </Link>
          </li>
          <li>
            <Link to="?show=unread" aria-current={unreadOnly ? "page" : undefined}>
              {t("unread")}
            </Link>
          </li>
        </ul>
      </nav>
      {items.length > 0 ? (
        <AudienceRuns
          items={items.map((item) => ({
            key: item.id,
            audience: item.audience,
            content: (
              <div className="flex gap-3 py-1">
                <span className={`mt-3 size-2 flex-none rounded-full ${item.read ? "" : "bg-accent"}`}>
                  {!item.read && <VisuallyHidden>{t("unread-mark")}</VisuallyHidden>}
                </span>
                <div className="min-w-0">
                  <Link
                    className={`link inline-block py-1 ${item.read ? "" : "font-semibold"}`}
                    to={`/notifications/${item.room}/${item.id}`}
                    prefetch="none"
                  >
                    {sentence(t, item, true)}
                  </Link>
                  <p className="text-sm text-muted">
                    {item.roomName} · <time dateTime={item.at}>{format.dateTime(item.at)}</time>
                  </p>
                </div>
              </div>
            ),
          }))}
        />
      ) : (
        <EmptyState title={unreadOnly ? t("all-read") : t("empty")}>{t("empty-text")}</EmptyState>
      )}
      <Pagination
        label={t("pages")}
        {...(search.has("before")
          ? { previous: { to: unreadOnly ? "?show=unread" : "/notifications", label: t("later") } }
          : {})}
        {...(next ? { next: { to: `?${shownQuery}before=${next}`, label: t("earlier") } } : {})}
      />
    </Page>
  );
}
