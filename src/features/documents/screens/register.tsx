import { Link, useSearchParams } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { ButtonLink, EmptyState, Notice, Page, Pagination, Toolbar } from "#ui/index.ts";
import { ChosenDocuments } from "../components/Chosen.tsx";
import { Fold } from "../components/Fold.tsx";
import { Register } from "../components/Register.tsx";
import { RegisterFilters } from "../components/RegisterFilters.tsx";
import { ExpectedList } from "../expected/Expected.tsx";
import { listExpected } from "../expected/queries.ts";
import { documentMessages } from "../messages.ts";
import { listDocuments } from "../queries/list.ts";
import { visitRegister } from "../visits.ts";
import type { Route } from "./+types/register.ts";

/** The register by its address; a filter that is none is left out rather than refused. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { room } = params;
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const shape = listDocuments.input.shape;
  const usable = given.filter(
    ([name, value]) =>
      name !== "room" && name in shape && shape[name as keyof typeof shape].safeParse(value).success,
  );
  const filtered = usable.some(([name]) => name !== "sort");
  const [listed, { expected }] = await together([
    ask(context, listDocuments, { ...Object.fromEntries(usable), room }),
    // What is not there yet matches no filter.
    filtered ? { expected: [] } : ask(context, listExpected, { room }),
  ]);
  // Whoever looks as somebody else leaves no mark.
  if (!context.get(readerContext)?.viewing) await act(context, visitRegister, new FormData(), { room });
  return { ...listed, expected };
}

/** What an address tells of the way here, and no filter. */
const told = new Set(["nothing", "added", "held", "asked"]);

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "documents");

export default function DocumentRegister({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const [search] = useSearchParams();
  const { rights, viewing, side } = useRoom();
  const { documents, count, next, previous, categories, counts } = loaderData;
  // What the address says beside the filters is no part of them.
  const filters = new URLSearchParams([...search].filter(([name, value]) => !told.has(name) && value !== ""));
  const filtered = [...filters].some(([name]) => name !== "sort");
  const added = Number(/^[1-9]\d{0,3}$/.exec(search.get("added") ?? "")?.[0] ?? 0);
  const mayAdd = rights.includes("room.work") && !viewing;
  const add = mayAdd && (
    <ButtonLink look="primary" icon="add" to={`/rooms/${params.room}/documents/new`}>
      {t("add")}
    </ButtonLink>
  );
  const here = `/rooms/${params.room}/documents`;
  const pageAt = (cursor: string | null) => {
    const page = new URLSearchParams(filters);
    if (cursor) page.set("cursor", cursor);
    else page.delete("cursor");
    return `?${page}`;
  };
  const lists = !viewing && (
    <>
      <a className="btn btn-quiet" href={`${here}.zip?${filters}`}>
        {t(filtered ? "found-zip" : "whole-zip")}
      </a>
      <a className="btn btn-quiet" href={`${here}.xlsx?${filters}`}>
        {t("all-list")}
      </a>
    </>
  );
  return (
    <Page title={t("documents")} lede={t("lede")} actions={add}>
      <Fold summary={t("register-more")}>
        <nav aria-label={t("documents")} className="actions no-print mb-4">
          {mayAdd && (
            <ButtonLink look="quiet" to={`${here}/expected/new`}>
              {t("ask")}
            </ButtonLink>
          )}
          <ButtonLink look="quiet" to={`${here}/sendings`}>
            {t("sendings")}
          </ButtonLink>
          {(rights.includes("room.lead") || (mayAdd && loaderData.asks)) && (
            <ButtonLink look="quiet" to={`${here}/sharing`}>
              {t(!rights.includes("room.lead") ? "sharing-mine" : side === "seller" ? "rules" : "sharing")}
            </ButtonLink>
          )}
          {documents.length > 0 && <span className="contents sm:hidden">{lists}</span>}
        </nav>
      </Fold>
      {added > 0 && (
        <div className="mb-4">
          <Notice tone="success" title={t("added-several", { count: added })} live>
            {search.has("held") && <p>{t("added-held")}</p>}
            {search.has("chosen") && (
              <p>
                {t("added-only")}{" "}
                <Link className="link" to={here}>
                  {t("added-all")}
                </Link>
              </p>
            )}
          </Notice>
        </div>
      )}
      <ExpectedList room={params.room} expected={loaderData.expected} unfolded={search.has("asked")} />
      {(documents.length > 0 || filtered) && (
        <RegisterFilters search={filters} people={loaderData.responsible} {...{ categories, counts }} />
      )}
      {documents.length > 0 ? (
        <>
          <Toolbar actions={lists && <span className="contents max-sm:hidden">{lists}</span>}>
            {t("count", { count })}
          </Toolbar>
          {!viewing && (
            <ChosenDocuments
              room={params.room}
              maySend={mayAdd}
              nothing={search.has("nothing")}
              back={String(filters)}
            />
          )}
          <Register room={params.room} documents={documents} categories={categories} />
        </>
      ) : filtered ? (
        <EmptyState title={t("empty-filtered")}>{t("empty-filtered-text")}</EmptyState>
      ) : (
        <EmptyState title={t("empty")} actions={add}>
          {t(mayAdd ? "empty-text" : "empty-text-view")}
        </EmptyState>
      )}
      <Pagination
        label={t("pages")}
        previous={previous ? { to: pageAt(previous.cursor), label: t("previous-page") } : undefined}
        next={next ? { to: pageAt(next), label: t("next-page") } : undefined}
      />
    </Page>
  );
}
