import { Readable } from "node:stream";
import { redirect } from "react-router";
import { roomFrame } from "#features/rooms/index.ts";
import { forbidden } from "#platform/errors.ts";
import { contentDisposition } from "#platform/files/index.ts";
import { actorOf, preferencesContext } from "#platform/identity/context.ts";
import { ask, asResponse } from "#platform/operations/form.ts";
import { bundle, type Wanted } from "../bulk/bundle.ts";
import { filtersOf, registerPages } from "../bulk/pages.ts";
import { fileWords } from "../bulk/words.ts";
import { everyCategoryWords } from "../model/usual-categories.ts";
import { documentCategories } from "../queries/categories.ts";
import { showSending } from "../sendings/queries.ts";
import type { Route } from "./+types/zip-file.ts";

/**
 * `GET /rooms/{room}/documents.zip`: the register as the address filters it, the documents that it names, or with `?sending=`
 * exactly the revisions of a transmittal.
 */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const actor = actorOf(context);
  const { room } = params;
  const search = new URL(request.url).searchParams;
  const reader = context.get(preferencesContext);
  const t = fileWords(reader.locale, reader.timeZone);
  const sending = search.get("sending");
  try {
    if (actor.viewerId) throw forbidden("view-as-reads-only");
    const filters = filtersOf(search);
    // Nothing ticked is not everything: back to where one ticks, with words.
    if (!sending && (search.get("only") === "chosen" || search.has("document")) && !filters.chosen)
      throw redirect(`/rooms/${room}/documents?${backTo(search)}`);
    const frame = await ask(context, roomFrame, { room });
    const sent = sending ? await ask(context, showSending, { room, sending }) : null;
    const headers = {
      "content-type": "application/zip",
      "content-disposition": contentDisposition(
        "attachment",
        `${frame.code}_${sent?.number ?? t("documents")}.zip`,
      ),
      "cache-control": "private, no-store",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    };
    if (request.method === "HEAD") return new Response(null, { headers });
    const wanted = sent
      ? sent.contents.map(
          (item): Wanted => ({
            ...item,
            category: null,
            label: t.label(item.label),
            at: new Date(sent.sentAt),
          }),
        )
      : fromRegister(await registerPages(actor, room, filters), t);
    const { categories } = await ask(context, documentCategories, { room });
    const stream = bundle(actor, room, wanted, reader, everyCategoryWords(categories, reader.locale));
    request.signal.addEventListener("abort", () => stream.destroy(), { once: true });
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { headers });
  } catch (error) {
    throw error instanceof Response ? error : asResponse(error);
  }
}

/** The filters that one came with, and that nothing was chosen. */
function backTo(search: URLSearchParams): URLSearchParams {
  const back = new URLSearchParams(search.get("back") ?? "");
  back.set("nothing", "chosen");
  return back;
}

async function* fromRegister(
  documents: Awaited<ReturnType<typeof registerPages>>,
  t: ReturnType<typeof fileWords>,
): AsyncGenerator<Wanted> {
  for await (const { id, number, title, category, revisions } of documents) {
    const standing = revisions[0];
    yield {
      document: id,
      revision: standing?.id ?? null,
      number,
      title,
      category,
      label: standing ? t.label(standing.label) : "",
      at: standing ? new Date(standing.sharedAt) : null,
    };
  }
}
