import { roomFrame } from "#features/rooms/index.ts";
import { notFound } from "#platform/errors.ts";
import { formatFor } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { ask, asResponse, together } from "#platform/operations/form.ts";
import { showProcess } from "../queries/process.ts";
import { drawFile, pictureOf } from "../view/draw.tsx";
import { picturePdf } from "../view/pdf.ts";
import { todayIn } from "../view/words.ts";
import type { Route } from "./+types/picture-file.ts";

/** `GET /rooms/{room}/process/picture.svg` and `.pdf`: the picture that I see, to keep and to print on A3. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const { locale, timeZone } = context.get(preferencesContext);
  const { room } = params;
  const [frame, process] = await together([
    ask(context, roomFrame, { room }),
    ask(context, showProcess, { room }),
  ]);
  if (!process.process) throw asResponse(notFound());
  const picture = pictureOf(room, process, { language: locale, today: todayIn(timeZone) });
  const pdf = new URL(request.url).pathname.endsWith(".pdf");
  const now = new Date();
  const body = pdf
    ? await picturePdf(picture, {
        room: `${frame.name} · ${frame.code}`,
        day: formatFor(locale, timeZone).date(now),
        language: locale,
        madeAt: now,
      })
    : drawFile(picture);
  const name = `${frame.code}-process.${pdf ? "pdf" : "svg"}`;
  return new Response(body, {
    headers: {
      "content-type": pdf ? "application/pdf" : "image/svg+xml; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
