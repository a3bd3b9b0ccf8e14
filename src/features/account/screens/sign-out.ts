import { redirect } from "react-router";
import { leave } from "#platform/identity/cookies.ts";
import type { Route } from "./+types/sign-out.ts";

/** Going out is an act, so looking at the address does nothing. */
export const loader = () => redirect("/");

export async function action({ request }: Route.ActionArgs) {
  const form = await request.formData();
  return leave(request, String(form.get("next") ?? ""));
}
