import { ask } from "#platform/operations/form.ts";
import { markupOnRevision } from "../queries/on-revision.ts";
import type { Route } from "./+types/marks.ts";

/** `GET`: the comments of a revision alone, for a page that shows them already. */
export async function loader({ context, params }: Route.LoaderArgs): Promise<Response> {
  return Response.json(await ask(context, markupOnRevision, params), {
    headers: { "cache-control": "private, no-store" },
  });
}
