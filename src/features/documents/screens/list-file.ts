import { roomFrame } from "#features/rooms/index.ts";
import { contentDisposition } from "#platform/files/index.ts";
import { actorOf, preferencesContext } from "#platform/identity/context.ts";
import { ask, asResponse } from "#platform/operations/form.ts";
import { registerFile } from "../bulk/list-file.ts";
import { filtersOf } from "../bulk/pages.ts";
import { fileWords } from "../bulk/words.ts";
import type { Route } from "./+types/list-file.ts";

/** `GET /rooms/{room}/documents.xlsx`: the register as the address filters it, as a workbook. */
export async function loader({ context, params, request }: Route.LoaderArgs): Promise<Response> {
  const reader = context.get(preferencesContext);
  const t = fileWords(reader.locale, reader.timeZone);
  try {
    const { code } = await ask(context, roomFrame, { room: params.room });
    const body = await registerFile(
      actorOf(context),
      params.room,
      filtersOf(new URL(request.url).searchParams),
      reader,
    );
    return new Response(new Uint8Array(body), {
      headers: {
        "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "content-disposition": contentDisposition("attachment", `${code}_${t("documents")}.xlsx`),
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    throw asResponse(error);
  }
}
