import { redirectDocument, useSearchParams } from "react-router";
import { forbidden } from "#platform/errors.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { act, ask, asResponse } from "#platform/operations/form.ts";
import { EditForm, Notice, Page, SubmitButton, TextField } from "#ui/index.ts";
import { changeSettings } from "../commands/deployment.ts";
import { DeploymentNav } from "../components/AccountNav.tsx";
import { accountMessages } from "../messages.ts";
import { settings } from "../queries/deployment.ts";
import type { Route } from "./+types/settings.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "deployment-settings");

export async function loader({ context }: Route.LoaderArgs) {
  const values = await ask(context, settings, {});
  if (!context.get(readerContext)?.owner) throw asResponse(forbidden("role-may-not"));
  return values;
}

export async function action({ context, request }: Route.ActionArgs) {
  const done = await act(context, changeSettings, await request.formData());
  return "ok" in done ? redirectDocument("/deployment/settings?saved=1") : done;
}

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const refusal = useRefusal(actionData, [accountMessages]);
  const { error, value } = refusal;
  const [search] = useSearchParams();
  const now = loaderData;
  return (
    <Page title={t("deployment-title")} lede={t("settings-lede")}>
      <DeploymentNav />
      {search.has("saved") && !actionData && (
        <Notice tone="success" live>
          {t("saved")}
        </Notice>
      )}
      <EditForm
        version={now.version}
        refusal={refusal}
        className="form mt-4"
        fields={{
          name: t("settings-name"),
          logoText: t("settings-logo"),
          colour: t("settings-colour"),
          supportEmail: t("settings-support-email"),
          supportPhone: t("settings-support-phone"),
        }}
      >
        <TextField
          name="name"
          label={t("settings-name")}
          required
          error={error("name")}
          defaultValue={value("name", now.name)}
        />
        <TextField
          name="logoText"
          label={t("settings-logo")}
          hint={t("settings-logo-hint")}
          optional={t("optional")}
          maxLength={40}
          error={error("logoText")}
          defaultValue={value("logoText", now.logoText)}
        />
        <TextField
          name="colour"
          label={t("settings-colour")}
          hint={t("settings-colour-hint")}
          optional={t("optional")}
          short
          error={error("colour")}
          defaultValue={value("colour", now.colour)}
        />
        <TextField
          name="supportEmail"
          label={t("settings-support-email")}
          optional={t("optional")}
          hint={t("settings-support-hint")}
          type="email"
          error={error("supportEmail")}
          defaultValue={value("supportEmail", now.supportEmail)}
        />
        <TextField
          name="supportPhone"
          label={t("settings-support-phone")}
          optional={t("optional")}
          type="tel"
          error={error("supportPhone")}
          defaultValue={value("supportPhone", now.supportPhone)}
        />
        <div className="actions">
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </EditForm>
    </Page>
  );
}
