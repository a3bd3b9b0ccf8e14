import type { ReactNode } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { Select } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import { ActForm } from "./ActForm.tsx";
import { OverrideForm } from "./Override.tsx";
import { Reason } from "./Reason.tsx";
import { VoteForm } from "./Vote.tsx";
import { type Deciding, type Own, useReasonWords } from "./words.ts";

/** Why the lead may open the gate again now: only what the rules would take. */
function causesOf({ rounds: [round], changed }: Deciding) {
  const ending = round?.decision?.ending;
  return [
    ...(ending ? (["new-facts"] as const) : []),
    ...(ending === "hold" || ending === "no-decision" ? (["resumed"] as const) : []),
    ...(changed.length > 0 ? (["material-change"] as const) : []),
    ...(round?.conditions.some(({ state }) => state === "overdue") ? (["conditions-overdue"] as const) : []),
  ];
}

/** What the reader may do with the gate as it stands. */
export function Acts({ decision, answer }: Own): ReactNode {
  const t = useMessages(gateMessages);
  const reason = useReasonWords();
  const { may, version } = decision;
  const base = { version, answer };
  const ready = decision.blocking.length + decision.unfilled.length === 0;
  return (
    <div className="no-print grid grid-cols-1 gap-4 empty:hidden">
      {may.submit &&
        (ready ? (
          <ActForm {...base} intent="submit" submit={t("submit")} text={t("submit-text")} />
        ) : (
          <p className="text-muted">{t("submit-later")}</p>
        ))}
      {may.vote && <VoteForm {...{ decision, answer }} />}
      {!may.vote && may.voteRefusal && <p className="text-muted">{reason(may.voteRefusal)}</p>}
      {may.recall && (
        <ActForm
          {...base}
          intent="recall"
          summary={t("recall")}
          submit={t("recall")}
          look="secondary"
          text={t("recall-text")}
        >
          {(refusal) => <Reason id="recall-reason" refusal={refusal} />}
        </ActForm>
      )}
      {may.override && decision.blocking.length > 0 && <OverrideForm {...{ decision, answer }} />}
      {may.reopen && (
        <ActForm
          {...base}
          intent="reopen"
          summary={t("reopen")}
          submit={t("reopen")}
          look="secondary"
          text={t("reopen-text")}
        >
          {(refusal) => (
            <>
              <Select
                name="cause"
                label={t("reopen-cause")}
                options={causesOf(decision).map((value) => ({ value, label: t(`cause-${value}`) }))}
                defaultValue={refusal.value(
                  "cause",
                  decision.changed.length > 0 ? "material-change" : "new-facts",
                )}
                error={refusal.error("cause")}
              />
              <Reason id="reopen-reason" refusal={refusal} required />
            </>
          )}
        </ActForm>
      )}
      {may.close && (
        <ActForm
          {...base}
          intent="close"
          summary={t("close")}
          submit={t("close-submit")}
          look="danger"
          text={t("close-text")}
        >
          {(refusal) => <Reason id="close-reason" refusal={refusal} required />}
        </ActForm>
      )}
      {may.lead && decision.tellable && (
        <ActForm
          {...base}
          intent="announce"
          summary={t("announce")}
          submit={t("announce")}
          look="secondary"
          text={t("announce-text", { told: t(`notice-${decision.tellable}`) })}
        />
      )}
    </div>
  );
}
