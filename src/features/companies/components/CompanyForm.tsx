import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { EditForm, Select, SubmitButton, TextField } from "#ui/index.ts";
import { companiesMessages } from "../messages.ts";
import type { Company } from "../model.ts";
import { companyKinds, companySizes } from "../words.ts";

/** A company's fields, for adding one and for changing one. */
export function CompanyForm({
  company,
  answer,
  idempotencyKey,
}: {
  company?: Company;
  answer: unknown;
  idempotencyKey?: string;
}) {
  const t = useMessages(companiesMessages);
  const refusal = useRefusal(answer, [companiesMessages]);
  const field = (name: string, start?: string | null) => ({
    name,
    defaultValue: refusal.value(name, start),
    error: refusal.error(name),
  });
  return (
    <EditForm
      version={company?.version}
      refusal={refusal}
      fields={{
        name: t("name"),
        kind: { label: t("kind"), show: (value) => t(`kind-${value as Company["kind"]}`) },
        industry: t("industry"),
        size: { label: t("size"), show: (value) => t(`size-${value as NonNullable<Company["size"]>}`) },
        country: t("country"),
        group: t("group"),
      }}
    >
      {idempotencyKey && <input type="hidden" name="idempotencyKey" value={idempotencyKey} />}
      <TextField {...field("name", company?.name)} label={t("name")} required maxLength={200} />
      <Select
        {...field("kind", company?.kind ?? "customer")}
        label={t("kind")}
        options={companyKinds.map((kind) => ({ value: kind, label: t(`kind-${kind}`) }))}
      />
      <TextField
        {...field("industry", company?.industry)}
        label={t("industry")}
        optional={t("optional")}
        maxLength={120}
      />
      <Select
        {...field("size", company?.size)}
        label={t("size")}
        empty={t("size-unknown")}
        options={companySizes.map((size) => ({ value: size, label: t(`size-${size}`) }))}
      />
      <TextField
        {...field("country", company?.country)}
        label={t("country")}
        hint={t("country-hint")}
        optional={t("optional")}
        short
        maxLength={2}
        autoCapitalize="characters"
      />
      <TextField
        {...field("group", company?.group)}
        label={t("group")}
        hint={t("group-hint")}
        optional={t("optional")}
        maxLength={200}
      />
      <div className="actions">
        <SubmitButton>{company ? t("save") : t("add")}</SubmitButton>
      </div>
    </EditForm>
  );
}
