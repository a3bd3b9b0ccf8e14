import { roomFrame } from "#features/rooms/index.ts";
import { contentDisposition } from "#platform/files/index.ts";
import { preferencesContext, readerContext } from "#platform/identity/context.ts";
import { act, ask, asResponse, together } from "#platform/operations/form.ts";
import { openSending } from "../sendings/commands.ts";
import { sendingPdf } from "../sendings/pdf.ts";
import { showSending } from "../sendings/queries.ts";
import type { Route } from "./+types/sending-file.ts";

/**
 * `GET /rooms/{room}/documents/sendings/{sending}/transmittal.pdf`: a transmittal to keep and to print, as its reader sees it. A
 * recipient who takes it has opened it.
 */
export async function loader({ context, params }: Route.LoaderArgs): Promise<Response> {
  const { locale, timeZone } = context.get(preferencesContext);
  const { room, sending } = params;
  try {
    const [frame, found] = await together([
      ask(context, roomFrame, { room }),
      ask(context, showSending, { room, sending }),
    ]);
    let shown = found;
    if (shown.mine && !context.get(readerContext)?.viewing) {
      await act(context, openSending, new FormData(), { room, sending });
      shown = await ask(context, showSending, { room, sending });
    }
    const body = await sendingPdf(shown, {
      room: `${frame.name} · ${frame.code}`,
      locale,
      timeZone,
      madeAt: new Date(),
    });
    return new Response(body, {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": contentDisposition("attachment", `${frame.code}_${shown.number}.pdf`),
        "cache-control": "private, no-store",
        "content-security-policy": "default-src 'none'; sandbox",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    throw asResponse(error);
  }
}
