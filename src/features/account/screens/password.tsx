import QRCode from "qrcode";
import { Form } from "react-router";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { ButtonLink, Notice, Page, SubmitButton, TextField } from "#ui/index.ts";
import { beginPassword, confirmPassword, renewRecoveryCodes, waitingPassword } from "../commands/password.ts";
import { QrPicture } from "../components/QrPicture.tsx";
import { useRefusal } from "../components/refusals.tsx";
import { accountMessages } from "../messages.ts";
import type { Route } from "./+types/password.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "account-password");

/** The picture is made here, so that no program for it goes to the browser. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const waiting = await ask(context, waitingPassword, {});
  const again = new URL(request.url).searchParams.has("again");
  if (!waiting || again) return { waiting: null };
  const { modules } = QRCode.create(waiting.address, { errorCorrectionLevel: "M" });
  const rows = Array.from({ length: modules.size }, (_, y) =>
    Array.from({ length: modules.size }, (_, x) => (modules.get(x, y) ? "1" : "0")).join(""),
  );
  return { waiting: { secret: waiting.secret, rows } };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = form.get("intent");
  form.delete("intent");
  if (intent === "begin") return act(context, beginPassword, form);
  if (intent === "renew") return act(context, renewRecoveryCodes, form);
  return act(context, confirmPassword, form);
}

export default function Password({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const { summary, error } = useRefusal(actionData && actionData.ok === false ? actionData : undefined);
  const crumbs = [{ to: "/account/security", label: t("account-security") }];
  const codes = actionData?.ok && "recoveryCodes" in actionData.value ? actionData.value.recoveryCodes : null;
  if (codes)
    return (
      <Page title={t("password-codes-title")} crumbs={crumbs} crumbsLabel={t("account-title")}>
        <Notice tone="warning">{t("password-codes-note")}</Notice>
        <ul className="my-6 grid gap-2 font-mono text-lg sm:grid-cols-2">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <ButtonLink look="primary" to="/account/security">
          {t("password-codes-done")}
        </ButtonLink>
      </Page>
    );
  const { waiting } = loaderData;
  return (
    <Page title={t("password-title")} crumbs={crumbs} crumbsLabel={t("account-title")}>
      {waiting ? (
        <Form method="post" action="/account/password" className="form">
          {summary}
          <p>{t("password-scan")}</p>
          <QrPicture rows={waiting.rows} label={t("password-picture")} />
          <p className="text-sm">
            {t("password-secret")}:{" "}
            <code className="break-all">{waiting.secret.replace(/(.{4})/g, "$1 ")}</code>
          </p>
          <TextField
            name="code"
            label={t("password-number")}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            short
            required
            error={error("code")}
          />
          <div className="actions">
            <SubmitButton name="intent" value="confirm">
              {t("password-confirm")}
            </SubmitButton>
            <ButtonLink look="quiet" to="?again=1">
              {t("password-start-over")}
            </ButtonLink>
          </div>
        </Form>
      ) : (
        <Form method="post" action="/account/password" className="form">
          {summary}
          <TextField
            name="password"
            label={t("password-new")}
            hint={t("password-new-hint")}
            type="password"
            autoComplete="new-password"
            minLength={12}
            required
            error={error("password")}
          />
          <div className="actions">
            <SubmitButton name="intent" value="begin">
              {t("password-continue")}
            </SubmitButton>
          </div>
        </Form>
      )}
    </Page>
  );
}
