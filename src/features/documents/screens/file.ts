import { redirect } from "react-router";
import { forbidden, Problem } from "#platform/errors.ts";
import { blobStore, serveBlob, stillHolds } from "#platform/files/index.ts";
import { actorOf } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { problemResponse } from "#platform/operations/rest.ts";
import { PageFailure } from "#platform/pages/index.ts";
import { downloadRevision, revisionFile } from "../queries/file.ts";
import { stillMay } from "../rights.ts";
import { markedCopy } from "../viewer/marked-pdf.ts";
import type { Route } from "./+types/file.ts";

/**
 * `GET` and `HEAD` of a revision's file, with ranges. Whoever gets bytes is noted; a question after a copy's validity
 * (`HEAD`, `If-None-Match`) is not a download. Whoever may take no more than a copy with their watermark gets that. A refusal leads a browser to the document's page, which says it in words.
 */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const actor = actorOf(context);
  try {
    const store = await blobStore();
    const known = await run(revisionFile, actor, params).catch((error: unknown) => {
      if (error instanceof Problem && error.code === "document-watermarked-only") return null;
      throw error;
    });
    if (!known) return await markedCopy(actor, params, request);
    const holds = stillMay(actor, params, "original");
    const wanted = { ...known, disposition: dispositionOf(request), holds };
    if (request.method === "HEAD" || stillHolds(request, known.hash))
      return await serveBlob(request, store, wanted);
    // Bytes that are not there are nobody's download.
    if (!(await store.has(known.hash))) return await serveBlob(request, store, wanted);
    await run(downloadRevision, actor, params);
    return await serveBlob(request, store, wanted);
  } catch (thrown) {
    // A PDF that cannot be drawn has no copy to put a watermark on.
    const error = thrown instanceof PageFailure ? forbidden("document-watermarked-only") : thrown;
    if (!(error instanceof Problem) || !request.headers.get("accept")?.includes("text/html"))
      return problemResponse(error);
    throw redirect(`/rooms/${params.room}/documents/${params.document}?problem=${error.code}`);
  }
}

const dispositionOf = (request: Request): "inline" | "attachment" =>
  new URL(request.url).searchParams.has("inline") ? "inline" : "attachment";
