import { data, Form } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { agentOf, enter } from "#platform/identity/cookies.ts";
import { readSignInLink, signInByLink } from "#platform/identity/links.ts";
import { ButtonLink, Page, SubmitButton } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";
import type { Route } from "./+types/link.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "sign-in-title");

/** Looking at a link does not use it: programs that check links look too. */
export async function loader({ params }: Route.LoaderArgs) {
  const person = await readSignInLink(params.token);
  return person ?? data(null, { status: 404 });
}

export async function action({ params, request }: Route.ActionArgs) {
  const session = await signInByLink(params.token, agentOf(request));
  return session ? enter(request, session, "/account/security?welcome=1") : data(null, { status: 404 });
}

export default function SignInLink({ loaderData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  if (!loaderData)
    return (
      <Page title={t("link-gone-title")} lede={t("link-gone")}>
        <ButtonLink to="/sign-in">{t("sign-in-title")}</ButtonLink>
      </Page>
    );
  return (
    <Page title={t("link-title", { name: loaderData.name })} lede={t("link-lede")}>
      <Form method="post" className="actions">
        <SubmitButton>{t("sign-in-title")}</SubmitButton>
      </Form>
    </Page>
  );
}
