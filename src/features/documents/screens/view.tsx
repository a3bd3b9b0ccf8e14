import { redirect } from "react-router";
import { Problem } from "#platform/errors.ts";
import { pageTitle } from "#platform/i18n/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { asResponse } from "#platform/operations/form.ts";
import { run } from "#platform/operations/index.ts";
import { openDocument } from "../queries/file.ts";
import { viewRevision } from "../queries/view.ts";
import { loadKind } from "../viewer/load.ts";
import { NotShown } from "../viewer/NotShown.tsx";
import { Status } from "../viewer/Status.tsx";
import { Viewer } from "../viewer/Viewer.tsx";
import type { Route } from "./+types/view.ts";
import "../viewer/viewer.css";

/** A revision to look at. The first look is noted; what was withdrawn, or may not be viewed, leads to the document's page, which says why. */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const actor = actorOf(context);
  const here = `/rooms/${params.room}/documents/${params.document}`;
  try {
    const { content, ...shown } = await run(viewRevision, actor, params);
    const at = `${here}/revisions/${params.revision}`;
    const [kind] = await Promise.all([
      loadKind(actor, content, at, new URL(request.url).searchParams),
      // Whoever looks as somebody else leaves no mark.
      shown.noted || actor.viewerId ? null : run(openDocument, actor, params),
    ]);
    const download = shown.level === "watermarked" || shown.level === "original" ? `${at}/file` : null;
    const { hash: _, ...described } = content;
    return { shown: { ...shown, content: described }, kind, download };
  } catch (error) {
    if (error instanceof Problem && (error.status === 410 || error.status === 403))
      throw redirect(`${here}?problem=${error.code}`);
    throw asResponse(
      error instanceof Problem && error.code === "input" ? new Problem("not-found", { status: 404 }) : error,
    );
  }
}

export const meta: Route.MetaFunction = (args) => {
  const shown = args.loaderData?.shown;
  return pageTitle(args, null, shown ? `${shown.document.number} ${shown.document.title}` : "");
};

export default function View({ loaderData, params }: Route.ComponentProps) {
  const { shown, kind, download } = loaderData;
  return (
    <div className="viewer">
      <Status shown={shown} room={params.room} />
      {kind.kind === "pages" ? (
        <Viewer key={params.revision} paged={kind.paged} download={download} />
      ) : (
        <NotShown reason={kind.kind === "failed" ? kind.reason : null} download={download} />
      )}
    </div>
  );
}
