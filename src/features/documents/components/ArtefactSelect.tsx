import type { ReactNode } from "react";
import { type RefusalWords, useMessages, useReading } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** Which artefact of the room's process a document is; nothing at all where the process has none. */
export function ArtefactSelect(props: {
  artefacts: readonly { key: string; title: Record<string, string> }[];
  refusal: RefusalWords;
  start?: string | null;
  /** What "none" is sent as, where something may be changed into it. */
  none?: string;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { locale } = useReading();
  if (props.artefacts.length === 0) return null;
  const { none } = props;
  const options = props.artefacts
    .map(({ key, title }) => ({ value: key, label: title.text ?? title[locale] ?? title.en ?? key }))
    .sort((a, b) => a.label.localeCompare(b.label, locale));
  if (none) options.unshift({ value: none, label: t("artefact-none") });
  return (
    <Select
      name="artefact"
      label={t("artefact")}
      optional={t("optional")}
      hint={t("artefact-hint")}
      empty={none ? undefined : t("artefact-none")}
      options={options}
      defaultValue={props.refusal.value("artefact", props.start) ?? none ?? ""}
      error={props.refusal.error("artefact")}
    />
  );
}
