import { redirect } from "react-router";
import { Problem } from "#platform/errors.ts";
import { contentDisposition } from "#platform/files/index.ts";
import { actorOf, preferencesContext } from "#platform/identity/context.ts";
import { run } from "#platform/operations/index.ts";
import { problemResponse } from "#platform/operations/rest.ts";
import { exportForms, exportMarkup } from "../commands/export.ts";
import { bytesOf } from "../exchange/bytes.ts";
import { listOf } from "../exchange/list.ts";
import { annotated } from "../exchange/pdf.ts";
import { fileWords, noteFrom } from "../exchange/words.ts";
import { xfdfOf } from "../exchange/xfdf.ts";
import type { Route } from "./+types/comments-file.ts";

const types = {
  pdf: "application/pdf",
  xfdf: "application/vnd.adobe.xfdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** `GET ?as=pdf|xfdf|xlsx&audiences=…&narrow=on`: the comments as a file, noted as an export. A refusal leads back to its screen. */
export async function loader({ request, context, params }: Route.LoaderArgs): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const as = exportForms.find((one) => one === search.get("as")) ?? "pdf";
  const actor = actorOf(context);
  try {
    const given = await run(exportMarkup, actor, {
      ...params,
      as,
      audiences: search.getAll("audiences"),
      narrow: search.has("narrow"),
    });
    const { locale, timeZone } = context.get(preferencesContext);
    const reading = { locale, timeZone };
    const notes = () => given.markup.flatMap((mark) => noteFrom(mark, reading) ?? []);
    const bytes =
      as === "xlsx"
        ? await listOf(given.markup, given.name, reading)
        : as === "xfdf" || !given.content
          ? Buffer.from(xfdfOf(notes(), given.name))
          : await annotated(await bytesOf(given.content), notes());
    // Never the name of the document's own file: what is handed on with comments is told from what was without.
    const name = `${given.name.replace(/\.[^.]*$/, "")}_${fileWords(reading).t("export-suffix")}.${as}`;
    return new Response(new Uint8Array(bytes), {
      headers: {
        "cache-control": "private, no-store, no-transform",
        "content-disposition": contentDisposition("attachment", name),
        "content-security-policy": "default-src 'none'; sandbox",
        "content-type": types[as],
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    const page = request.headers.get("accept")?.includes("text/html");
    if (!(error instanceof Problem) || error.status === 404 || !page) return problemResponse(error);
    search.set("problem", error.code);
    throw redirect(
      `/rooms/${params.room}/documents/${params.document}/revisions/${params.revision}/comments/files?${search}`,
    );
  }
}
