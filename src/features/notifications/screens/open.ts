import { redirect } from "react-router";
import { act } from "#platform/operations/form.ts";
import { openNotification } from "../commands/read.ts";
import type { Route } from "./+types/open.ts";

/** The address in a mail and in the list: notes that it was read, and goes to what it is about. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const done = await act(context, openNotification, new FormData(), params);
  return redirect("ok" in done ? done.value.path : "/notifications");
}
