import { languages, useMessages } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

/** One of the languages of the screens, each named in itself. */
export function LanguageSelect({ name = "locale", value }: { name?: string; value: string }) {
  const t = useMessages(accountMessages);
  return (
    <Select
      name={name}
      label={t("language")}
      short
      defaultValue={value}
      options={Object.entries(languages).map(([tag, label]) => ({ value: tag, label }))}
    />
  );
}
