import { redirect } from "react-router";
import { readerContext } from "#platform/identity/context.ts";
import { act, asResponse } from "#platform/operations/form.ts";
import { run } from "#platform/operations/index.ts";
import { startViewing, stopViewing } from "../commands/view-as.ts";
import type { Route } from "./+types/view-as.ts";

/** Starts and stops looking at this room as somebody else; the frame's banner and the person's screen send here. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const to = `/rooms/${params.room}`;
  if (form.get("intent") !== "stop") {
    const done = await act(context, startViewing, form, { room: params.room });
    if (!("ok" in done)) throw done;
    return redirect(to);
  }
  // Under the room's address one still is the other person; stopping is an act of the one who looks.
  const actor = context.get(readerContext)?.actor;
  if (actor)
    await run(
      stopViewing,
      {
        personId: actor.viewerId ?? actor.personId,
        ...(actor.sessionId && { sessionId: actor.sessionId }),
      },
      { room: params.room },
    ).catch((error: unknown) => {
      throw asResponse(error);
    });
  return redirect(`${to}/people`);
}

/** There is nothing to look at here. */
export const loader = ({ params }: Route.LoaderArgs) => redirect(`/rooms/${params.room}`);
