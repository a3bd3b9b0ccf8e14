import type { ReactNode } from "react";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { DateField, Select } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** How long a document is valid and who answers for it. */
export function ValidityFields(props: {
  refusal: RefusalWords;
  people: readonly { id: string; name: string; company: string }[];
  start?: { validUntil: string | null; responsible: { id: string } | null };
  /** Other words than the usual hints. */
  hint?: string;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { refusal, people, start, hint } = props;
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <DateField
        name="validUntil"
        label={t("valid-until")}
        optional={t("optional")}
        hint={hint ?? t("valid-until-hint")}
        defaultValue={refusal.value("validUntil", start?.validUntil)}
        error={refusal.error("validUntil")}
      />
      <Select
        name="responsible"
        label={t("answers")}
        optional={t("optional")}
        hint={hint ?? t("answers-hint")}
        empty={t("answers-none")}
        options={people.map(({ id, name, company }) => ({
          value: id,
          label: company ? `${name}, ${company}` : name,
        }))}
        defaultValue={refusal.value("responsible", start?.responsible?.id) ?? ""}
        error={refusal.error("responsible")}
      />
    </div>
  );
}
