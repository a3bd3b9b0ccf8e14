import { Form } from "react-router";
import { useFormat, useMessages, useReading } from "#platform/i18n/index.ts";
import { Button, EmptyState, Section, SubmitButton, TextField } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";
import { LanguageSelect } from "./LanguageSelect.tsx";
import { type Refused, useRefusal } from "./refusals.tsx";

interface Invitation {
  id: string;
  name: string;
  email: string;
  expiresAt: Date;
  expired: boolean;
}

/** Colleagues who have been invited and have not come yet. */
export function ColleagueInvitations({ invitations, mail }: { invitations: Invitation[]; mail: boolean }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  return (
    <Section title={t("deployment-invitations")}>
      {invitations.length === 0 ? (
        <EmptyState title={t("deployment-invitations-none")} />
      ) : (
        <ul className="rows">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
              <div>
                <strong>{invitation.name}</strong> {invitation.email}
                <div className="text-muted text-sm">
                  {t(invitation.expired ? "deployment-invitation-expired" : "deployment-invitation-until", {
                    date: format.date(invitation.expiresAt),
                  })}
                </div>
              </div>
              <div className="actions">
                {mail && (
                  <Again invitation={invitation} copy={false} label={t("deployment-invitation-resend")} />
                )}
                <Again invitation={invitation} copy label={t("deployment-invitation-copy")} />
                <Form method="post">
                  <input type="hidden" name="invitation" value={invitation.id} />
                  <Button size="small" look="quiet" name="intent" value="withdraw">
                    {t("deployment-invitation-withdraw")}
                  </Button>
                </Form>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Again({ invitation, copy, label }: { invitation: Invitation; copy: boolean; label: string }) {
  return (
    <Form method="post">
      <input type="hidden" name="invitation" value={invitation.id} />
      <input type="hidden" name="who" value={invitation.name} />
      <input type="hidden" name="copy" value={String(copy)} />
      <Button size="small" name="intent" value="renew">
        {label}
      </Button>
    </Form>
  );
}

/** One more colleague. */
export function ColleagueForm({ mail, refused }: { mail: boolean; refused: Refused | undefined }) {
  const t = useMessages(accountMessages);
  const { locale } = useReading();
  const { summary, error, value } = useRefusal(refused);
  return (
    <Section
      title={t("deployment-add")}
      note={t(mail ? "deployment-add-note-mail" : "deployment-add-note-copy")}
    >
      <Form method="post" className="form">
        {summary}
        <TextField
          name="name"
          label={t("name")}
          autoComplete="off"
          required
          error={error("name")}
          defaultValue={value("name")}
        />
        <TextField
          name="email"
          label={t("email")}
          type="email"
          autoComplete="off"
          required
          error={error("email")}
          defaultValue={value("email")}
        />
        <TextField
          name="title"
          label={t("job-title")}
          optional={t("optional")}
          autoComplete="off"
          error={error("title")}
          defaultValue={value("title")}
        />
        <LanguageSelect value={value("locale", locale)} />
        <div className="actions">
          <SubmitButton name="intent" value="invite">
            {t("deployment-invite")}
          </SubmitButton>
        </div>
      </Form>
    </Section>
  );
}
