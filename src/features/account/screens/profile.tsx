import { redirectDocument, useSearchParams } from "react-router";
import { languages, pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { cookies, setCookie } from "#platform/identity/cookies.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  DefinitionList,
  EditForm,
  Notice,
  Page,
  RadioGroup,
  Select,
  SubmitButton,
  TextField,
} from "#ui/index.ts";
import { changeProfile } from "../commands/profile.ts";
import { AccountNav } from "../components/AccountNav.tsx";
import { LanguageSelect } from "../components/LanguageSelect.tsx";
import { accountMessages } from "../messages.ts";
import { profile } from "../queries/profile.ts";
import type { Route } from "./+types/profile.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, accountMessages, "account-title");

export async function loader({ context }: Route.LoaderArgs) {
  const person = await ask(context, profile, {});
  const zones = Intl.supportedValuesOf("timeZone");
  return { person, zones: zones.includes(person.timeZone) ? zones : [person.timeZone, ...zones] };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const done = await act(context, changeProfile, form);
  if (!("ok" in done)) return done;
  // Language and appearance belong to the whole document.
  return redirectDocument("/account?saved=1", {
    headers: cookies(setCookie("language", String(form.get("locale")), 31_536_000)),
  });
}

export default function Profile({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const { person, zones } = loaderData;
  const refusal = useRefusal(actionData, [accountMessages]);
  const { error, value } = refusal;
  const [search] = useSearchParams();
  return (
    <Page title={t("account-title")} lede={t("account-profile-lede")}>
      <AccountNav />
      {search.has("saved") && !actionData && (
        <Notice tone="success" live>
          {t("saved")}
        </Notice>
      )}
      <EditForm
        version={person.version}
        refusal={refusal}
        className="form mt-4"
        fields={{
          name: t("name"),
          title: t("job-title"),
          phone: t("account-phone"),
          locale: {
            label: t("language"),
            show: (tag) => languages[tag as keyof typeof languages],
          },
          timeZone: t("account-time-zone"),
          theme: {
            label: t("account-theme"),
            show: (theme) => t(`account-theme-${theme as typeof person.theme}`),
          },
        }}
      >
        <DefinitionList
          items={[
            { term: t("email"), value: person.email },
            { term: t("account-company"), value: person.companyName },
          ]}
        />
        <TextField
          name="name"
          label={t("name")}
          autoComplete="name"
          required
          error={error("name")}
          defaultValue={value("name", person.name)}
        />
        <TextField
          name="title"
          label={t("job-title")}
          optional={t("optional")}
          autoComplete="organization-title"
          error={error("title")}
          defaultValue={value("title", person.title)}
        />
        <TextField
          name="phone"
          label={t("account-phone")}
          optional={t("optional")}
          hint={t("account-phone-hint")}
          type="tel"
          autoComplete="tel"
          error={error("phone")}
          defaultValue={value("phone", person.phone)}
        />
        <LanguageSelect value={value("locale", person.locale) ?? person.locale} />
        <Select
          name="timeZone"
          label={t("account-time-zone")}
          hint={t("account-time-zone-hint")}
          error={error("timeZone")}
          defaultValue={value("timeZone", person.timeZone)}
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
        />
        <RadioGroup
          name="theme"
          label={t("account-theme")}
          defaultValue={value("theme", person.theme)}
          options={(["system", "light", "dark"] as const).map((theme) => ({
            value: theme,
            label: t(`account-theme-${theme}`),
          }))}
        />
        <p className="field-hint">{t("account-email-note")}</p>
        <div className="actions">
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </EditForm>
    </Page>
  );
}
