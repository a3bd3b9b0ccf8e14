import { actorOf } from "#platform/identity/context.ts";
import { pageImage, pageTag } from "#platform/pages/index.ts";
import { holds, pageHeaders, pageRefusal, partOf, sourceFor, turnOf } from "../viewer/source.ts";
import { type Mark, markedImage, markOf } from "../viewer/watermark.ts";
import type { Route } from "./+types/page-image.ts";

/**
 * `GET` of a page's image (`?width=`) or of a tile of it (`?zoom=&column=&row=`). Readers who may not have the original get
 * it with their watermark, made for this answer and kept nowhere.
 */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const actor = actorOf(context);
  try {
    const { page, part } = partOf(params.page, new URL(request.url).searchParams);
    const source = await sourceFor(actor, params);
    const mark: Mark | null = source.mark && markOf(source.mark, new Date());
    const tag = `${pageTag(source.pdf, page, part)}${mark ? `.${mark.tag}` : ""}`;
    if (holds(request, tag))
      return new Response(null, { status: 304, headers: pageHeaders(tag, "image/png") });
    const small = part.kind === "page" && part.width === 160;
    const turn = turnOf(actor, request, small ? "small" : undefined);
    const plain = await pageImage(source.pdf, page, part, turn);
    const { type, bytes } = mark ? await markedImage(plain, part, mark) : plain;
    return new Response(new Uint8Array(bytes), {
      headers: { ...pageHeaders(tag, type), "content-length": String(bytes.byteLength) },
    });
  } catch (error) {
    return pageRefusal(error);
  }
}
