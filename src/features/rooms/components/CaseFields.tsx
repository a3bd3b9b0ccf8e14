import { type RefusalWords, useMessages, useReading } from "#platform/i18n/index.ts";
import { amountText, currencies } from "#platform/money.ts";
import { DateField, MoneyField, Select, TextField } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";

interface Case {
  owner: { id: string } | null;
  value: { minor: number; currency: string } | null;
  probability: number | null;
  expectedDecision: string | null;
}

/** Value, expected decision, odds and owner: what only the supplier's team knows. */
export function CaseFields({
  start,
  colleagues,
  refusal,
  withOdds = true,
}: {
  start: Case | null;
  colleagues: readonly { id: string; name: string }[];
  refusal: RefusalWords;
  withOdds?: boolean;
}) {
  const t = useMessages(roomsMessages);
  const value = start?.value;
  const mark = useReading().locale === "fi" ? "," : ".";
  return (
    <>
      <MoneyField
        name="value"
        label={t("value")}
        optional={t("optional")}
        currencies={[currencies[0], ...currencies.slice(1)]}
        currencyLabel={t("currency")}
        defaultAmount={refusal.value(
          "value.amount",
          value ? amountText(value.minor, value.currency, mark) : "",
        )}
        defaultCurrency={refusal.value("value.currency", value?.currency)}
        error={refusal.error("value.amount")}
      />
      <DateField
        name="expectedDecision"
        label={t("expected-decision")}
        optional={t("optional")}
        defaultValue={refusal.value("expectedDecision", start?.expectedDecision)}
        error={refusal.error("expectedDecision")}
      />
      {withOdds && (
        <TextField
          name="probability"
          label={t("probability")}
          optional={t("optional")}
          short
          inputMode="numeric"
          defaultValue={refusal.value("probability", start?.probability?.toString())}
          error={refusal.error("probability")}
        />
      )}
      <Select
        name="owner"
        label={t("owner")}
        hint={t("owner-hint")}
        options={colleagues.map((one) => ({ value: one.id, label: one.name }))}
        defaultValue={refusal.value("owner", start?.owner?.id)}
        error={refusal.error("owner")}
      />
    </>
  );
}
