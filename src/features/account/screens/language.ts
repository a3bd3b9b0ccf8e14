import { redirect, redirectDocument } from "react-router";
import { readerContext } from "#platform/identity/context.ts";
import { cookies, setCookie } from "#platform/identity/cookies.ts";
import { ownPath } from "#platform/identity/next.ts";
import { run } from "#platform/operations/index.ts";
import { changeLanguage } from "../commands/profile.ts";
import { localeField } from "../model.ts";
import type { Route } from "./+types/language.ts";

const year = 31_536_000;

export const loader = () => redirect("/");

/** Changes the language: in the profile of whoever is signed in, and in this browser for before and after. */
export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const language = localeField.safeParse(form.get("locale"));
  const next = ownPath(String(form.get("next") ?? ""));
  if (!language.success) return redirect(next);
  const reader = context.get(readerContext);
  if (reader && !reader.actor.viewerId) await run(changeLanguage, reader.actor, { language: language.data });
  return redirectDocument(next, { headers: cookies(setCookie("language", language.data, year)) });
}
