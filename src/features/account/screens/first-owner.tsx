import { data, Form } from "react-router";
import { z } from "zod";
import { pageTitle, useMessages, useReading } from "#platform/i18n/index.ts";
import { agentOf, enter } from "#platform/identity/cookies.ts";
import { forgetDeployment } from "#platform/identity/deployment.ts";
import { readOwnerLink, takeOwnership } from "#platform/identity/ownership.ts";
import { inputProblem } from "#platform/operations/index.ts";
import { Page, SubmitButton, TextField } from "#ui/index.ts";
import { LanguageSelect } from "../components/LanguageSelect.tsx";
import { useRefusal } from "../components/refusals.tsx";
import { accountMessages } from "../messages.ts";
import { emailField, localeField, personName } from "../model.ts";
import type { Route } from "./+types/first-owner.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "owner-title");

export async function loader({ params }: Route.LoaderArgs) {
  const link = await readOwnerLink(params.token);
  return data({ link }, { status: link ? 200 : 404 });
}

const fields = z.object({
  supplier: z.string().trim().min(1).max(200),
  name: personName,
  email: emailField,
  locale: localeField,
});

export async function action({ params, request }: Route.ActionArgs) {
  const values = Object.fromEntries(
    [...(await request.formData())].map(([name, value]) => [name, String(value)]),
  );
  const parsed = fields.safeParse(values);
  if (!parsed.success) {
    const problem = inputProblem(parsed.error);
    return data(
      { problem: { code: problem.code, params: {} }, fields: problem.fields, values },
      { status: 422 },
    );
  }
  try {
    const session = await takeOwnership(params.token, { ...parsed.data, agent: agentOf(request) });
    forgetDeployment();
    return enter(request, session, "/account/security?welcome=1");
  } catch (error) {
    if ((error as { code?: unknown }).code !== "42501") throw error;
    return data({ problem: { code: "not-found", params: {} }, fields: {}, values }, { status: 404 });
  }
}

export default function FirstOwner({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const { locale } = useReading();
  const { summary, error, value } = useRefusal(actionData);
  const { link } = loaderData;
  if (!link)
    return (
      <Page title={t("owner-gone-title")} lede={t("owner-gone")}>
        {null}
      </Page>
    );
  return (
    <Page
      title={t(link === "first" ? "owner-title" : "owner-rescue-title")}
      lede={t(link === "first" ? "owner-lede" : "owner-rescue-lede")}
    >
      <Form method="post" className="form">
        {summary}
        {link === "first" ? (
          <TextField
            name="supplier"
            label={t("owner-supplier")}
            hint={t("owner-supplier-hint")}
            autoComplete="organization"
            required
            error={error("supplier")}
            defaultValue={value("supplier")}
          />
        ) : (
          <input type="hidden" name="supplier" value="-" />
        )}
        <TextField
          name="name"
          label={t("owner-own-name")}
          autoComplete="name"
          required
          error={error("name")}
          defaultValue={value("name")}
        />
        <TextField
          name="email"
          label={t("owner-own-email")}
          type="email"
          autoComplete="email"
          required
          error={error("email")}
          defaultValue={value("email")}
        />
        <LanguageSelect value={value("locale", locale)} />
        <div className="actions">
          <SubmitButton>{t("owner-start")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}
