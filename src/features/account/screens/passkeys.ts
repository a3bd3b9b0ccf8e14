import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { redirect } from "react-router";
import { preferencesContext, readerContext } from "#platform/identity/context.ts";
import { cookies, readCookie, setCookie } from "#platform/identity/cookies.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { tellOfChange } from "#platform/identity/letters.ts";
import { addPasskey, passkeyInvitation } from "#platform/identity/passkeys.ts";
import type { Route } from "./+types/passkeys.ts";

export const loader = () => redirect("/account/security");

/** Makes a passkey for whoever is signed in: a question, then what the browser made of it. It speaks JSON. */
export async function action({ context, request }: Route.ActionArgs) {
  const reader = context.get(readerContext);
  if (!reader || reader.actor.viewerId) return Response.json({ code: "sign-in-first" }, { status: 401 });
  const body = (await request.json().catch(() => ({}))) as {
    step?: unknown;
    response?: unknown;
    name?: unknown;
  };
  if (body.step === "question") {
    const { options, token } = await passkeyInvitation(reader, (await deployment()).name);
    return Response.json({ options }, { headers: cookies(setCookie("frontstage-challenge", token, 300)) });
  }
  const name =
    String(body.name ?? "")
      .trim()
      .slice(0, 80) || "Passkey";
  const added = await addPasskey(
    reader,
    (body.response ?? {}) as RegistrationResponseJSON,
    readCookie(request, "frontstage-challenge"),
    name,
  );
  if (!added) return Response.json({ code: "passkey-not-added" }, { status: 422 });
  void tellOfChange(
    { email: reader.email, locale: context.get(preferencesContext).locale },
    { kind: "passkey-added", name },
  );
  return Response.json({ added }, { headers: cookies(setCookie("frontstage-challenge", "", 0)) });
}
