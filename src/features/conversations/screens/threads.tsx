import { Link, useSearchParams } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { ask } from "#platform/operations/form.ts";
import { ButtonLink, EmptyState, Notice, Page, Pagination } from "#ui/index.ts";
import { ThreadList } from "../components/ThreadList.tsx";
import { conversationMessages } from "../messages.ts";
import { threads } from "../queries/threads.ts";
import type { Route } from "./+types/threads.ts";

/** Conversations of the room, filtered by address. A filter that is none shows everything. */
export function loader({ context, params, request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url);
  const filter = threads.input.pick({ show: true, reach: true, before: true });
  const chosen = filter.safeParse(Object.fromEntries(searchParams));
  return ask(context, threads, { room: params.room, ...(chosen.success ? chosen.data : {}) });
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, conversationMessages, "conversation");

export default function Threads({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(conversationMessages);
  const [search] = useSearchParams();
  const chosen = { show: search.get("show") ?? "all", reach: search.get("reach") ?? "all" };
  const { threads: shown, next, mayTalk } = loaderData;
  const filtered = chosen.show !== "all" || chosen.reach !== "all";
  const startLink = (
    <ButtonLink look="primary" icon="thread" to={`/rooms/${params.room}/conversation/new`}>
      {t("start")}
    </ButtonLink>
  );
  return (
    <Page title={t("conversation")} lede={t("lede")} actions={mayTalk && startLink}>
      <Filters chosen={chosen} />
      {shown.length > 0 ? (
        <ThreadList room={params.room} threads={shown} audiences={loaderData.audiences} />
      ) : (
        <EmptyState title={filtered ? t("empty-filter") : t("empty")}>
          {filtered ? t("empty-filter-text") : t("empty-text")}
        </EmptyState>
      )}
      <Pagination
        label={t("place-label")}
        {...(search.has("before") ? { previous: { to: address({ ...chosen }), label: t("newer") } } : {})}
        {...(next ? { next: { to: address({ ...chosen, before: next }), label: t("older-threads") } } : {})}
      />
      {!mayTalk && <Notice>{t("viewer-only")}</Notice>}
    </Page>
  );
}

const address = (chosen: Record<string, string>) => {
  const search = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== "all"));
  return `?${search}`;
};

/** Two rows of links: which conversations, and with which readers. The choice is in the address. */
function Filters({ chosen }: { chosen: { show: string; reach: string } }) {
  const t = useMessages(conversationMessages);
  const rows = [
    { name: "show", label: t("show"), values: { all: t("all"), unread: t("unread"), mine: t("mine") } },
    {
      name: "reach",
      label: t("reach"),
      values: { all: t("all"), shared: t("shared"), internal: t("internal") },
    },
  ] as const;
  return (
    <div className="subnav no-print flex flex-wrap gap-x-10">
      {rows.map((row) => (
        <nav key={row.name} aria-label={row.label} className="flex items-center gap-4">
          <span className="text-sm text-muted">{row.label}</span>
          <ul>
            {Object.entries(row.values).map(([value, words]) => (
              <li key={value}>
                <Link
                  to={address({ ...chosen, [row.name]: value })}
                  aria-current={chosen[row.name] === value ? "page" : undefined}
                >
                  {words}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ))}
    </div>
  );
}
