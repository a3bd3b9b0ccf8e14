import { actorOf } from "#platform/identity/context.ts";
import { pageLinks, pageTag, pageText } from "#platform/pages/index.ts";
import { holds, pageHeaders, pageRefusal, partOf, sourceFor, turnOf } from "../viewer/source.ts";
import type { Route } from "./+types/page-text.ts";

/** `GET` of a page's text with the place of its runs, its frame, and where it leads to; JSON. */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const actor = actorOf(context);
  try {
    const { page, part } = partOf(params.page, new URLSearchParams());
    const { pdf } = await sourceFor(actor, params);
    const tag = `${pageTag(pdf, page, part)}.text`;
    if (holds(request, tag))
      return new Response(null, { status: 304, headers: pageHeaders(tag, "application/json") });
    const turn = turnOf(actor, request, "near");
    const text = await pageText(pdf, page, turn);
    return Response.json(
      { ...text, links: await pageLinks(pdf, page, turn) },
      { headers: pageHeaders(tag, "application/json") },
    );
  } catch (error) {
    return pageRefusal(error);
  }
}
