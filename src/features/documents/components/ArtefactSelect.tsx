import type { ReactNode } from "react";
import { type RefusalWords, useMessages, useReading } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** Which artefact of the room's process a document is; nothing at all where the process has none. */
export function ArtefactSelect(props: {
  artefacts: readonly { key: string; title: Record<string, string> }[];
  refusal: RefusalWords;
  start?: string | null;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { locale } = useReading();
  if (props.artefacts.length === 0) return null;
  const options = props.artefacts
    .map(({ key, title }) => ({ value: key, label: title.text ?? title[locale] ?? title.en ?? key }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  return (
    <Select
      name="artefact"
      label={t("artefact")}
      optional={t("optional")}
      hint={t("artefact-hint")}
      empty={t("artefact-none")}
      options={options}
      defaultValue={props.refusal.value("artefact", props.start) ?? ""}
      error={props.refusal.error("artefact")}
    />
  );
}
