import { deploymentLogo } from "#platform/identity/deployment.ts";
import type { Route } from "./+types/logo.ts";

/** `GET /logo?v={hash}`: the supplier's logo, for everybody; by its hash a browser keeps it for good. */
export async function loader({ request }: Route.LoaderArgs): Promise<Response> {
  const logo = await deploymentLogo();
  if (!logo) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const named = new URL(request.url).searchParams.get("v") === logo.hash;
  return new Response(new Uint8Array(logo.png), {
    headers: {
      "content-type": "image/png",
      "cache-control": named ? "public, max-age=31536000, immutable" : "no-cache",
    },
  });
}
