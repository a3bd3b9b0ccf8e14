import { useMemo, useRef } from "react";
import { Link, redirect, useSearchParams } from "react-router";
import { sendMessage, withdrawMessage } from "#features/conversations/index.ts";
import { DocumentView, type View as Viewed } from "#features/documents/components/index.ts";
import { loadView } from "#features/documents/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { act, ask } from "#platform/operations/form.ts";
import { makeMarkup } from "../commands/make.ts";
import { placeMarkup } from "../commands/place.ts";
import { assignMarkup, settleMarkup } from "../commands/settle.ts";
import { MarkLayer } from "../components/MarkLayer.tsx";
import { Panel } from "../components/Panel.tsx";
import { MarkupProvider, useMarkupState } from "../components/state.ts";
import { CommentsTools } from "../components/Tools.tsx";
import { markupMessages } from "../messages.ts";
import { filterOf } from "../model/filter.ts";
import { markupOnRevision } from "../queries/on-revision.ts";
import type { Route } from "./+types/view.ts";
import "../components/markup.css";

/** A revision to look at, with the comments on its pages. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const view = await loadView(actorOf(context), params, new URL(request.url).searchParams, request.headers);
  return { ...view, markup: await ask(context, markupOnRevision, params) };
}

const commands = {
  make: makeMarkup,
  reply: sendMessage,
  settle: settleMarkup,
  assign: assignMarkup,
  place: placeMarkup,
  withdraw: withdrawMessage,
};

/** Everything that can be done with comments. A form that was sent with scripts (`live`) stays where it is. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [live, markup, page] = [
    form.has("live"),
    form.get("markup"),
    form.get("at") ?? Number(form.get("page")) + 1,
  ];
  const command = commands[String(form.get("intent")) as keyof typeof commands];
  if (!command) throw new Response(null, { status: 400 });
  const done = await act(context, command as typeof makeMarkup, form, params);
  if (!("ok" in done) || live) return done;
  const id = markup ?? done.value.id;
  const here = `/rooms/${params.room}/documents/${params.document}/revisions/${params.revision}/view`;
  return redirect(`${here}?page=${page}&comment=${id}#c-${id}`);
}

export const meta: Route.MetaFunction = (args) => {
  const shown = args.loaderData?.shown;
  return pageTitle(args, null, shown ? `${shown.document.number} ${shown.document.title}` : "");
};

export default function View({ loaderData, actionData, params }: Route.ComponentProps) {
  const { shown, download, markup } = loaderData;
  const kind = useSame(loaderData.kind);
  const [search] = useSearchParams();
  const at = `/rooms/${params.room}/documents/${params.document}/revisions/${params.revision}`;
  const state = useMarkupState(
    markup,
    at,
    useMemo(() => filterOf(search), [search]),
  );
  const text = kind.kind === "pages" ? kind.paged.text : null;
  const placed = kind.kind !== "pages" || kind.paged.matrix !== null;
  const answer = actionData && "ok" in actionData && !actionData.ok ? actionData : undefined;
  const know = (view: Viewed) => {
    state.view.current = view;
    return view;
  };
  return (
    <MarkupProvider value={state}>
      <DocumentView
        shown={shown}
        kind={kind}
        download={download}
        room={params.room}
        comments={{ may: markup.mayTalk, count: markup.markup.length, list: `${at}/comments` }}
        layer={MarkLayer}
        tools={(view) => know(view).live && <CommentsTools />}
        beside={(view) => <Panel state={state} view={view} text={text} placed={placed} answer={answer} />}
      />
      {/* A text or a table has pages too, and leads to them. */}
      {kind.kind !== "pages" && kind.kind !== "text" && kind.kind !== "table" && markup.markup.length > 0 && (
        <Elsewhere at={at} count={markup.markup.length} />
      )}
    </MarkupProvider>
  );
}

/** Where a revision has no pages: there are comments nevertheless. */
function Elsewhere({ at, count }: { at: string; count: number }) {
  const t = useMessages(markupMessages);
  return (
    <p className="mark-elsewhere no-print">
      {t("no-pages", { count })}{" "}
      <Link className="link" to={`${at}/comments`}>
        {t("comments")}
      </Link>
    </p>
  );
}

/** The first of several equal values, so that news of comments do not lay out the pages anew. */
function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
}
