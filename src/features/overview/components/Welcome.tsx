import { useMessages } from "#platform/i18n/index.ts";
import { ButtonLink, Page, Section } from "#ui/index.ts";
import { homeMessages } from "../home-messages.ts";

/** For those who are not signed in: what this is, the way in, and whom to call. */
export function Welcome(props: { supplier: { name: string; supportEmail: string; supportPhone: string } }) {
  const t = useMessages(homeMessages);
  const { name, supportEmail: email, supportPhone: phone } = props.supplier;
  return (
    <Page
      title={name ? t("outside-title", { supplier: name }) : t("outside-title-plain")}
      lede={t("outside-lede")}
    >
      <div className="grid gap-10 md:grid-cols-3">
        <div>
          <Section title={t("outside-member")}>
            <p>{t("outside-member-text")}</p>
            <div className="actions mt-4">
              <ButtonLink look="primary" to="/sign-in">
                {t("sign-in")}
              </ButtonLink>
            </div>
          </Section>
        </div>
        <div>
          <Section title={t("outside-new")}>
            <p>{t("outside-new-text")}</p>
          </Section>
        </div>
        <div>
          <Section title={t("outside-support")}>
            <p>{phone || email ? t("outside-support-text") : t("outside-support-none")}</p>
            {phone && (
              <p className="mt-2">
                <a className="link py-1" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
                  {phone}
                </a>
              </p>
            )}
            {email && (
              <p>
                <a className="link py-1" href={`mailto:${email}`}>
                  {email}
                </a>
              </p>
            )}
          </Section>
        </div>
      </div>
    </Page>
  );
}
