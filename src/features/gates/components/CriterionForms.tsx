import type { ReactNode } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { DateField, RadioGroup, Select, TextField } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import type { CriterionShown } from "../queries/shapes.ts";
import { ActForm } from "./ActForm.tsx";
import type { Deciding } from "./words.ts";

/** A judgement by hand: met or not, or points. */
export function Judge({
  criterion,
  decision,
  answer,
}: {
  criterion: CriterionShown;
  decision: Deciding;
  answer: unknown;
}): ReactNode {
  const t = useMessages(gateMessages);
  if (criterion.kind !== "manual" && criterion.kind !== "score") return null;
  const { key, judgement, asks } = criterion;
  return (
    <ActForm
      intent={`judge:${key}`}
      version={decision.version}
      answer={answer}
      summary={t(criterion.kind === "score" ? "points" : "judge-met")}
      submit={t("judge-save")}
      fields={{
        ...(criterion.kind === "score"
          ? { score: t("points") }
          : { met: { label: t("judge-met"), show: (value: string) => t(value === "yes" ? "yes" : "no") } }),
        note: t("judge-note"),
      }}
      look="secondary"
    >
      {(refusal) => (
        <>
          {criterion.kind === "score" ? (
            <TextField
              name="score"
              id={`score-${key}`}
              label={t("points")}
              hint={t("asks-score", { pass: asks.pass ?? 0, max: asks.max ?? 0 })}
              type="number"
              min={0}
              max={asks.max}
              step="any"
              short
              required
              defaultValue={refusal.value("score", judgement?.score?.toString())}
              error={refusal.error("score")}
            />
          ) : (
            <RadioGroup
              name="met"
              id={`met-${key}`}
              label={t("judge-met")}
              required
              defaultValue={refusal.value("met", judgement ? (judgement.met ? "yes" : "no") : undefined)}
              error={refusal.error("met")}
              options={[
                { value: "yes", label: t("yes") },
                { value: "no", label: t("no") },
              ]}
            />
          )}
          <TextField
            name="note"
            id={`note-${key}`}
            label={t("judge-note")}
            optional={t("optional")}
            maxLength={1000}
            defaultValue={refusal.value("note", judgement?.note)}
          />
        </>
      )}
    </ActForm>
  );
}

/** A document or a note as evidence for a criterion. */
export function AddEvidence({
  criterion,
  decision,
  answer,
}: {
  criterion: CriterionShown;
  decision: Deciding;
  answer: unknown;
}): ReactNode {
  const t = useMessages(gateMessages);
  const { key } = criterion;
  return (
    <ActForm
      intent={`evidence:${key}`}
      version={decision.version}
      answer={answer}
      summary={t("add-evidence")}
      submit={t("add")}
      look="secondary"
    >
      {(refusal) => (
        <>
          <Select
            name="document"
            id={`document-${key}`}
            label={t("document")}
            empty={t("choose")}
            options={decision.documents.map(({ id, title }) => ({ value: id, label: title }))}
            defaultValue={refusal.value("document") ?? ""}
            error={refusal.error("document")}
          />
          <TextField
            name="note"
            id={`evidence-note-${key}`}
            label={t("evidence-note")}
            maxLength={300}
            defaultValue={refusal.value("note")}
          />
          <DateField
            name="expires"
            id={`expires-${key}`}
            label={t("evidence-expires")}
            optional={t("optional")}
            defaultValue={refusal.value("expires")}
            error={refusal.error("expires")}
          />
        </>
      )}
    </ActForm>
  );
}
