import { Problem, signInFirst } from "#platform/errors.ts";
import { readerContext } from "#platform/identity/context.ts";
import { problemResponse } from "#platform/operations/rest.ts";
import { receiveBody, receiveForm } from "../uploads.ts";
import type { Route } from "./+types/files.ts";

/**
 * `POST /api/v1/rooms/{room}/files` for programs: a form with files, or one file as the whole body (`?name=`). The answer
 * is a reference a file, good for a day and for one use by the sender, which the commands take as `upload`.
 */
export async function action({ request, context, params }: Route.ActionArgs): Promise<Response> {
  try {
    if (request.method !== "POST") throw new Problem("not-found", { status: 404 });
    const reader = context.get(readerContext);
    if (!reader) throw signInFirst();
    const files = /^multipart\//i.test(request.headers.get("content-type") ?? "")
      ? (await receiveForm(reader.actor, params.room, request, new URLSearchParams())).files.map(
          (file) => file.value,
        )
      : [await receiveBody(reader.actor, params.room, request)];
    return Response.json({ files }, { status: 201, headers: { "cache-control": "no-store" } });
  } catch (error) {
    return problemResponse(error);
  }
}

export const loader = () => problemResponse(new Problem("not-found", { status: 404 }));
