import { data, redirect } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { answerCode, askForCode, codeWaiting } from "#platform/identity/codes.ts";
import { addressContext, readerContext } from "#platform/identity/context.ts";
import { agentOf, cookies, enter, readCookie, setCookie } from "#platform/identity/cookies.ts";
import { demoPeople, signInAsDemo } from "#platform/identity/demo.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { post, sendCode } from "#platform/identity/letters.ts";
import { safeNext } from "#platform/identity/next.ts";
import { signInWithPassword } from "#platform/identity/password-sign-in.ts";
import { log } from "#platform/log.ts";
import { Notice, Page, Section } from "#ui/index.ts";
import { PasskeySignIn } from "../components/PasskeyDoor.tsx";
import { AnswerCodeForm, AskCodeForm, DemoPeople, PasswordForm } from "../components/SignInForms.tsx";
import { accountMessages } from "../messages.ts";
import type { Route } from "./+types/sign-in.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "sign-in-title");

const nextOf = (request: Request) => safeNext(new URL(request.url).searchParams.get("next"));

export async function loader({ context, request }: Route.LoaderArgs) {
  const next = nextOf(request);
  if (context.get(readerContext)) throw redirect(next);
  return {
    next,
    mail: post().configured,
    supplier: (await deployment()).name || "Frontstage",
    waiting: await codeWaiting(readCookie(request, "frontstage-code")),
    people: await demoPeople(),
  };
}

const minutes = 600;
const text = (form: FormData, name: string) => String(form.get(name) ?? "").slice(0, 400);
const refusal = (intent: string, code: string, status: number, more: Record<string, string | number> = {}) =>
  data({ intent, problem: { code, params: more }, values: { email: String(more.email ?? "") } }, { status });

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = text(form, "intent");
  const next = nextOf(request);
  const here = `/sign-in?next=${encodeURIComponent(next)}`;
  const from = { address: context.get(addressContext), agent: agentOf(request) };
  const email = text(form, "email");
  switch (intent) {
    case "ask": {
      if (!/^[^\s@]+@[^\s@]+$/.test(email.trim()))
        return refusal(intent, "field-format-email", 422, { email });
      const asked = await askForCode({ email, address: from.address });
      if (!asked) return refusal(intent, "too-many", 429, { email });
      // Not awaited: the answer takes as long for an address that nobody has.
      if (asked.post)
        sendCode(email.trim().toLowerCase(), asked.post).catch((error: unknown) =>
          log().error({ err: error }, "a sign-in code was not sent"),
        );
      return redirect(here, { headers: cookies(setCookie("frontstage-code", asked.token, minutes)) });
    }
    case "answer": {
      const answer = await answerCode(readCookie(request, "frontstage-code"), text(form, "code"), from);
      if (answer.result === "in") return enter(request, answer.session, next);
      if (answer.result === "wrong") return refusal(intent, "code-wrong", 422, { left: answer.triesLeft });
      return refusal(
        "ask",
        answer.result === "over" ? "code-over" : "too-many",
        answer.result === "over" ? 422 : 429,
      );
    }
    case "other":
      return redirect(here, { headers: cookies(setCookie("frontstage-code", "", 0)) });
    case "password": {
      const session = await signInWithPassword({
        email,
        password: text(form, "password"),
        number: text(form, "number"),
        ...from,
      });
      if (session === "too-many") return refusal(intent, "too-many", 429, { email });
      return session ? enter(request, session, next) : refusal(intent, "sign-in-wrong", 422, { email });
    }
    case "demo": {
      const session = await signInAsDemo(text(form, "person"), from.agent);
      if (session) return enter(request, session, next);
      return refusal(intent, "not-found", 404);
    }
    default:
      return refusal(intent, "field-choose", 422);
  }
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const { next, mail, supplier, waiting, people } = loaderData;
  const refused = (intent: string) => (actionData?.intent === intent ? actionData : undefined);
  return (
    <Page title={t("sign-in-title")} lede={t("sign-in-lede", { supplier })}>
      <div className="grid gap-8">
        {people.length > 0 && <DemoPeople people={people} />}
        {mail ? (
          <Section
            title={t("sign-in-code-title")}
            note={waiting ? t("sign-in-code-sent", { email: waiting.email }) : t("sign-in-code-note")}
          >
            {waiting ? (
              <AnswerCodeForm refused={refused("answer")} />
            ) : (
              <AskCodeForm refused={refused("ask")} />
            )}
          </Section>
        ) : (
          people.length === 0 && <Notice>{t("sign-in-no-mail")}</Notice>
        )}
        <Section title={t("sign-in-passkey-title")} note={t("sign-in-passkey-note")}>
          <PasskeySignIn next={next} look={mail || people.length > 0 ? "secondary" : "primary"} />
        </Section>
        <PasswordForm refused={refused("password")} open={!mail && people.length === 0} />
        <p className="text-muted">{t("sign-in-new")}</p>
      </div>
    </Page>
  );
}
