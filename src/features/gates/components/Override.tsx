import type { ReactNode } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import { ActForm } from "./ActForm.tsx";
import { Reason } from "./Reason.tsx";
import { type Own, useSpoken } from "./words.ts";

/** Lets a criterion pass that is not met, or the whole score. */
export function OverrideForm({ decision, answer }: Own): ReactNode {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const open = decision.criteria.filter(({ status }) => status !== "met" && status !== "overridden");
  const low = decision.blocking.some(({ key }) => key === "reason-score-low");
  return (
    <ActForm
      intent="override"
      version={decision.version}
      answer={answer}
      summary={t("override")}
      submit={t("override-submit")}
      look="danger"
      text={t("override-text")}
    >
      {(refusal) => (
        <>
          <Select
            name="criterion"
            label={t("override-what")}
            options={[
              ...open.map(({ key, title }) => ({ value: key, label: spoken(title) })),
              ...(low ? [{ value: "", label: t("override-score") }] : []),
            ]}
            defaultValue={refusal.value("criterion")}
          />
          <Reason id="override-reason" refusal={refusal} required />
        </>
      )}
    </ActForm>
  );
}
