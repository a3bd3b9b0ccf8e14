import { useSearchParams } from "react-router";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { ask } from "#platform/operations/form.ts";
import { ButtonLink, EmptyState, Page, Pagination, Toolbar } from "#ui/index.ts";
import { Register } from "../components/Register.tsx";
import { RegisterFilters } from "../components/RegisterFilters.tsx";
import { documentMessages } from "../messages.ts";
import { listDocuments } from "../queries/list.ts";
import type { Route } from "./+types/register.ts";

/** The register by its address; a filter that is none is left out rather than refused. */
export function loader({ context, params, request }: Route.LoaderArgs) {
  const given = [...new URL(request.url).searchParams].filter(([, value]) => value !== "");
  const shape = listDocuments.input.shape;
  const usable = given.filter(
    ([name, value]) =>
      name !== "room" && name in shape && shape[name as keyof typeof shape].safeParse(value).success,
  );
  return ask(context, listDocuments, { ...Object.fromEntries(usable), room: params.room });
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "documents");

export default function DocumentRegister({ loaderData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const [search] = useSearchParams();
  const { rights, viewing } = useRoom();
  const { documents, count, next, previous } = loaderData;
  const filtered = [...search].some(([name, value]) => name !== "sort" && value !== "");
  const mayAdd = rights.includes("room.work") && !viewing;
  const add = mayAdd && (
    <ButtonLink look="primary" icon="add" to={`/rooms/${params.room}/documents/new`}>
      {t("add")}
    </ButtonLink>
  );
  const pageAt = (cursor: string | null) => {
    const page = new URLSearchParams(search);
    if (cursor) page.set("cursor", cursor);
    else page.delete("cursor");
    return `?${page}`;
  };
  return (
    <Page title={t("documents")} lede={t("lede")} actions={add}>
      {(documents.length > 0 || filtered) && (
        <RegisterFilters search={search} people={loaderData.responsible} />
      )}
      {documents.length > 0 ? (
        <>
          <Toolbar>{t("count", { count })}</Toolbar>
          <Register room={params.room} documents={documents} />
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
