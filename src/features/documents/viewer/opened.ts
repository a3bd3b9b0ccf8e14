import { redirect } from "react-router";
import type { Actor } from "#platform/database/index.ts";
import { Problem } from "#platform/errors.ts";
import { asResponse } from "#platform/operations/form.ts";
import { run } from "#platform/operations/index.ts";
import { openDocument } from "../queries/file.ts";
import { viewRevision } from "../queries/view.ts";
import { loadKind } from "./load.ts";

/**
 * A revision to look at, for the loader of its screen. Each reading is noted; what was withdrawn, or may not be viewed, leads
 * to the document's page, which says why.
 */
export async function loadView(
  actor: Actor,
  params: { room: string; document: string; revision: string },
  search: URLSearchParams,
  headers?: Headers,
) {
  const phone = onPhone(headers);
  const here = `/rooms/${params.room}/documents/${params.document}`;
  try {
    const { content, ...shown } = await run(viewRevision, actor, params);
    const at = `${here}/revisions/${params.revision}`;
    const [kind] = await Promise.all([
      loadKind(actor, content, shown.level === "original", at, search, phone),
      // Whoever looks as somebody else leaves no mark.
      actor.viewerId ? null : run(openDocument, actor, params),
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

/** Whether a browser says of itself that it is a phone's. */
export const onPhone = (headers?: Headers): boolean =>
  headers?.get("sec-ch-ua-mobile") === "?1" || /\bMobi/.test(headers?.get("user-agent") ?? "");
