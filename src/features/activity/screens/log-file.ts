import { actorOf } from "#platform/identity/context.ts";
import { asResponse } from "#platform/operations/form.ts";
import { logLines } from "../export.ts";
import type { Route } from "./+types/log-file.ts";

/** `GET /rooms/{room}/log.jsonl`: the log that I may see, with its heads, to keep and to verify elsewhere. */
export async function loader({ context, params }: Route.LoaderArgs): Promise<Response> {
  const lines = logLines(actorOf(context), params.room);
  try {
    const first = await lines.next(); // a refusal is an answer of its own, not a broken file
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(String(first.value))),
      async pull(controller) {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    });
    return new Response(body, {
      headers: {
        "content-type": "application/jsonl; charset=utf-8",
        "content-disposition": `attachment; filename="room-log-${params.room}.jsonl"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    throw asResponse(error);
  }
}
