import { actorOf } from "#platform/identity/context.ts";
import { findInPdf } from "#platform/pages/index.ts";
import { pageRefusal, sourceFor, turnOf } from "../viewer/source.ts";
import type { Route } from "./+types/page-find.ts";

/** `GET ?text=`: on which pages of a revision words stand; JSON. */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const actor = actorOf(context);
  try {
    const wanted = (new URL(request.url).searchParams.get("text") ?? "").slice(0, 200);
    const { pdf } = await sourceFor(actor, params);
    return Response.json(await findInPdf(pdf, wanted, turnOf(actor, request, "near")), {
      headers: { "cache-control": "private, no-store" },
    });
  } catch (error) {
    return pageRefusal(error);
  }
}
