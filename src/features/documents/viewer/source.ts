import type { Actor } from "#platform/database/index.ts";
import { notFound, Problem } from "#platform/errors.ts";
import { run } from "#platform/operations/index.ts";
import { problemResponse } from "#platform/operations/rest.ts";
import {
  Dropped,
  PageFailure,
  type Part,
  pagesOfType,
  type Turn,
  type Urgency,
  WIDTHS,
  ZOOMS,
} from "#platform/pages/index.ts";
import { openDocument } from "../queries/file.ts";
import { type PageSource, pageSource } from "../queries/view.ts";

/** What an address of a page, its text or a search says. */
export interface Asked {
  room: string;
  document: string;
  revision: string;
}

/**
 * What a request for pages may have. The database is asked as the reader each time. Whoever gets bytes is noted before,
 * once a person and revision, and with that gets the code for the watermark.
 * @throws Problem not-found, file-withdrawn
 */
export async function sourceFor(actor: Actor, asked: Asked): Promise<PageSource & { pdf: string }> {
  let source = await run(pageSource, actor, asked);
  if (!actor.viewerId && (!source.noted || (source.mark && !source.mark.code))) {
    await run(openDocument, actor, asked);
    if (source.mark) source = await run(pageSource, actor, asked);
  }
  if (!pagesOfType(source.content.type)) throw notFound();
  return { ...source, pdf: source.content.hash };
}

/** Page and part that an address names, the page from 0. @throws Problem not-found */
export function partOf(page: string, search: URLSearchParams): { page: number; part: Part } {
  const number = Number(/^[1-9]\d{0,5}$/.exec(page)?.[0] ?? 0) - 1;
  if (number < 0) throw notFound();
  if (search.has("zoom")) {
    const zoom = ZOOMS.find((one) => String(one) === search.get("zoom"));
    const [column, row] = ["column", "row"].map((name) =>
      Number(/^\d{1,4}$/.exec(search.get(name) ?? "")?.[0] ?? -1),
    );
    if (!zoom || column === undefined || row === undefined || column < 0 || row < 0) throw notFound();
    return { page: number, part: { kind: "tile", zoom, column, row } };
  }
  const width = WIDTHS.find((one) => String(one) === (search.get("width") ?? "800"));
  if (!width) throw notFound();
  return { page: number, part: { kind: "page", width } };
}

/** Whose turn a request is: what is looked at before thumbnails, people one after the other. */
export function turnOf(actor: Actor, request: Request, urgency?: Urgency): Turn {
  // Browsers say how much they need an image (RFC 9218: 0 at once … 7 whenever).
  const wish = Number(/(?:^|,)\s*u=(\d)/.exec(request.headers.get("priority") ?? "")?.[1] ?? 3);
  return {
    urgency: urgency ?? (wish >= 5 ? "near" : "seen"),
    who: actor.viewerId ?? actor.personId,
    signal: request.signal,
  };
}

/** As everything that depends on the reader's rights: kept by their browser alone, which asks each time if it still holds. */
export const pageHeaders = (tag: string, type: string) => ({
  "cache-control": "private, no-cache, no-transform",
  "content-type": type,
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  etag: `"${tag}"`,
});

/** The reader's copy still holds. */
export const holds = (request: Request, tag: string): boolean =>
  (request.headers.get("if-none-match") ?? "")
    .split(",")
    .some((one) => one.trim().replace(/^W\//, "") === `"${tag}"`);

/** Why there are no bytes: a page's own reason (422), or the refusal. */
export function pageRefusal(error: unknown): Response {
  if (error instanceof Dropped) return new Response(null, { status: 499 });
  if (error instanceof PageFailure) return problemResponse(pageProblem(error));
  return problemResponse(error);
}

const pageProblem = ({ reason }: PageFailure) =>
  reason === "missing" ? notFound() : new Problem(`page-${reason.replace(/^page-/, "")}`, { status: 422 });
