import { buffer } from "node:stream/consumers";
import { data, Form, redirectDocument, useSearchParams } from "react-router";
import { forbidden, Problem, refused } from "#platform/errors.ts";
import { readMultipart } from "#platform/files/index.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { act, ask, asResponse } from "#platform/operations/form.ts";
import { Button, EditForm, FileField, Notice, Page, Section, SubmitButton, TextField } from "#ui/index.ts";
import { changeLogo, changeSettings } from "../commands/deployment.ts";
import { DeploymentNav } from "../components/AccountNav.tsx";
import { LOGO_LIMIT } from "../logo.ts";
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
  const multipart = request.headers.get("content-type")?.startsWith("multipart/");
  const done = multipart
    ? await setLogo(context, request)
    : await act(context, changeSettings, await request.formData());
  return "ok" in done ? redirectDocument("/deployment/settings?saved=1") : done;
}

/** The logo's form: its file as text, as the command takes it; without a file the logo is taken away only when asked. */
async function setLogo(context: Route.ActionArgs["context"], request: Request) {
  try {
    const { fields, files } = await readMultipart(
      request,
      async ({ stream }) => (await buffer(stream)).toString("base64"),
      { fileSize: LOGO_LIMIT, files: 1 },
    );
    const form = new FormData();
    const image = files[0]?.value;
    if (image) form.set("image", image);
    else if (fields.get("intent") !== "remove-logo") throw refused("field-missing", {}, "image");
    const done = await act(context, changeLogo, form);
    if (!("ok" in done)) done.data.values = {}; // the picture is not sent back
    return done;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, params, status } = error;
    return data(
      { ok: false as const, problem: { code, params }, fields: { image: { code, params } }, values: {} },
      { status },
    );
  }
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
      <div className="mt-10">
        <Section title={t("settings-picture")}>
          <Form method="post" encType="multipart/form-data" className="form">
            <FileField
              name="image"
              label={t("settings-picture-file")}
              hint={t("settings-picture-hint")}
              accept="image/png,image/jpeg,image/webp"
              error={error("image")}
            />
            <div className="actions">
              <SubmitButton>{t("settings-picture-save")}</SubmitButton>
              {now.logo && (
                <Button name="intent" value="remove-logo" look="quiet">
                  {t("settings-picture-remove")}
                </Button>
              )}
            </div>
          </Form>
        </Section>
      </div>
    </Page>
  );
}
