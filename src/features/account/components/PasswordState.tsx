import { Form } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, ButtonLink, Section } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

/** Whether I have a password, and what can be done about it. */
export function PasswordState({ since, recoveryLeft }: { since: Date | null; recoveryLeft: number }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  return (
    <Section title={t("password-title")} note={t("password-note")}>
      <p>
        {since ? t("password-since", { date: format.date(since), left: recoveryLeft }) : t("password-none")}
      </p>
      <div className="actions mt-2">
        <ButtonLink to="/account/password">{t(since ? "password-change" : "password-set")}</ButtonLink>
        {since && (
          <>
            <Form method="post" action="/account/password">
              <Button look="secondary" name="intent" value="renew">
                {t("password-renew-codes")}
              </Button>
            </Form>
            <Form method="post">
              <Button look="danger" name="intent" value="remove-password">
                {t("password-remove")}
              </Button>
            </Form>
          </>
        )}
      </div>
    </Section>
  );
}
