import { createHash } from "node:crypto";
import { notFound } from "#platform/errors.ts";
import { actorOf } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { comparePages } from "#platform/pages/index.ts";
import { compareRevisions } from "../queries/compare.ts";
import { holds, pageHeaders, pageRefusal, sourceFor, turnOf } from "../viewer/source.ts";
import { markedImage, markOf } from "../viewer/watermark.ts";
import type { Route } from "./+types/compare-image.ts";

/**
 * `GET ?old=&new=&oldPage=1&newPage=1`: a page of one revision over that of another, for whoever may view both; with the reader's
 * watermark where either of them asks for it.
 */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const actor = actorOf(context);
  const search = new URL(request.url).searchParams;
  const page = (name: string) => {
    const number = Number(/^[1-9]\d{0,5}$/.exec(search.get(name) ?? "1")?.[0] ?? 0);
    if (number === 0) throw notFound();
    return number - 1;
  };
  try {
    const pages = { old: page("oldPage"), now: page("newPage") };
    const { two } = await run(compareRevisions, actor, {
      ...params,
      old: search.get("old") ?? undefined,
      new: search.get("new") ?? undefined,
    });
    if (!two) throw notFound();
    const [old, now] = await Promise.all(
      [two.old, two.now].map(({ id }) => sourceFor(actor, { ...params, revision: id })),
    );
    if (!old || !now) throw notFound();
    const given = now.mark ?? old.mark;
    const mark = given && markOf(given, new Date());
    // The edition of how pages are laid over each other stands first.
    const key = ["2", old.pdf, pages.old, now.pdf, pages.now, mark?.tag].join(" ");
    const tag = createHash("sha256").update(key).digest("hex").slice(0, 32);
    if (holds(request, tag))
      return new Response(null, { status: 304, headers: pageHeaders(tag, "image/png") });
    const { image, width, height } = await comparePages(
      { hash: old.pdf, page: pages.old },
      { hash: now.pdf, page: pages.now },
      turnOf(actor, request),
    );
    const whole = { ...image, whole: { width, height } };
    const { type, bytes } = mark ? await markedImage(whole, { kind: "page", width: 1200 }, mark) : image;
    return new Response(new Uint8Array(bytes), {
      headers: { ...pageHeaders(tag, type), "content-length": String(bytes.byteLength) },
    });
  } catch (error) {
    return pageRefusal(error);
  }
}
