import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { redirect } from "react-router";
import { addressContext } from "#platform/identity/context.ts";
import { agentOf, cookies, readCookie, setCookie } from "#platform/identity/cookies.ts";
import { safeNext } from "#platform/identity/next.ts";
import { passkeyQuestion, signInWithPasskey } from "#platform/identity/passkeys.ts";
import { endSession, requestToken, sessionCookie } from "#platform/identity/session.ts";
import type { Route } from "./+types/sign-in-passkey.ts";

export const loader = () => redirect("/sign-in");

/** The passkey's door: a question, then its answer. It speaks JSON, because a script of the sign-in screen asks. */
export async function action({ context, request }: Route.ActionArgs) {
  const body = (await request.json().catch(() => ({}))) as {
    step?: unknown;
    response?: unknown;
    next?: unknown;
  };
  if (body.step === "question") {
    const asked = await passkeyQuestion(context.get(addressContext));
    if (!asked) return Response.json({ code: "too-many" }, { status: 429 });
    const { options, token } = asked;
    return Response.json({ options }, { headers: cookies(setCookie("frontstage-challenge", token, 300)) });
  }
  const session = await signInWithPasskey(
    (body.response ?? {}) as AuthenticationResponseJSON,
    readCookie(request, "frontstage-challenge"),
    { address: context.get(addressContext), agent: agentOf(request) },
  );
  if (session === "too-many") return Response.json({ code: "too-many" }, { status: 429 });
  if (!session) return Response.json({ code: "passkey-failed" }, { status: 422 });
  const old = requestToken(request.headers);
  if (old) await endSession(old);
  return Response.json(
    { to: safeNext(typeof body.next === "string" ? body.next : null) },
    { headers: cookies(sessionCookie(session), setCookie("frontstage-challenge", "", 0)) },
  );
}
