import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { EditForm, Section, SubmitButton, TextField } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";

/** Whether and how a member is shown as a main contact. What is entered here, everyone in the room reads. */
export function ContactForm({
  member,
  answer,
}: {
  member: {
    reach: { email: string; phone: string } | null;
    contact: { subject: string; phone: string; email: string; place: number; version: number } | null;
  };
  answer: unknown;
}) {
  const t = useMessages(roomsMessages);
  const refusal = useRefusal(answer, [roomsMessages], "contact");
  const { contact, reach } = member;
  const field = (name: string, start: string | undefined) => ({
    name,
    defaultValue: refusal.value(name, start),
    error: refusal.error(name),
  });
  return (
    <Section title={t("contact")} note={t("contact-note")}>
      <EditForm
        version={contact?.version}
        refusal={refusal}
        send={{ name: "intent", value: "contact" }}
        fields={{
          subject: t("contact-subject"),
          phone: t("contact-phone"),
          email: t("contact-email"),
          place: t("contact-place"),
        }}
      >
        <TextField
          {...field("subject", contact?.subject)}
          label={t("contact-subject")}
          hint={t("contact-subject-hint")}
          optional={t("optional")}
          maxLength={200}
        />
        <TextField
          {...field("phone", contact?.phone ?? reach?.phone)}
          label={t("contact-phone")}
          optional={t("optional")}
          type="tel"
        />
        <TextField
          {...field("email", contact?.email ?? reach?.email)}
          label={t("contact-email")}
          optional={t("optional")}
          type="email"
        />
        <TextField
          {...field("place", String(contact?.place ?? 1))}
          label={t("contact-place")}
          hint={t("contact-place-hint")}
          short
          inputMode="numeric"
        />
        <div className="actions">
          <SubmitButton look="secondary" name="intent" value="contact">
            {contact ? t("save") : t("contact-save")}
          </SubmitButton>
          {contact && (
            <SubmitButton look="quiet" name="intent" value="hide" formNoValidate>
              {t("contact-hide")}
            </SubmitButton>
          )}
        </div>
      </EditForm>
    </Section>
  );
}
