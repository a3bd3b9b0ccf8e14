import { Form } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { ButtonLink, Page, SubmitButton } from "#ui/index.ts";
import { notificationMessages } from "../messages.ts";
import { knowsLink, turnOffByLink } from "../off.ts";
import type { Route } from "./+types/off.ts";

/** Following a link must not change anything: programs that check mails follow links. The button does, and so does the mail program's own (RFC 8058). */
export const loader = async ({ params }: Route.LoaderArgs) => ({ known: await knowsLink(params.token) });

export const action = async ({ params }: Route.ActionArgs) => ({ off: await turnOffByLink(params.token) });

export default function Off({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(notificationMessages);
  const known = loaderData.known && actionData?.off !== false;
  const title = !known ? t("off-unknown") : actionData?.off ? t("off-done") : t("off-title");
  const text = !known ? t("off-unknown-text") : actionData?.off ? t("off-done-text") : t("off-text");
  return (
    <Page title={title}>
      <title>{title}</title>
      <div className="prose">
        <p>{text}</p>
        {known && !actionData?.off ? (
          <Form method="post">
            <SubmitButton>{t("off-button")}</SubmitButton>
          </Form>
        ) : (
          <p>
            <ButtonLink to="/notifications/settings">{t("settings-title")}</ButtonLink>
          </p>
        )}
      </div>
    </Page>
  );
}
