import { config } from "#platform/config.ts";
import { readerContext } from "#platform/identity/context.ts";
import { restApi } from "#platform/operations/rest.ts";
import type { Route } from "./+types/api.ts";

// The registry is complete once every feature is loaded, so the routes are made on the first request.
let api: ReturnType<typeof restApi> | undefined;

const answer = ({ request, context }: Route.LoaderArgs | Route.ActionArgs) => {
  api ??= restApi({ baseUrl: config().BASE_URL });
  return api.fetch(request, { actor: context.get(readerContext)?.actor ?? null });
};

/** The REST surface, /api/v1. */
export const loader = answer;
export const action = answer;
