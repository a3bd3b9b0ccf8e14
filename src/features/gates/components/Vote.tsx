import type { ReactNode } from "react";
import { processMessages } from "#features/process/messages.ts";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { DateField, Disclosure, RadioGroup, Section, Select, TextField } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import { ActForm } from "./ActForm.tsx";
import { Reason } from "./Reason.tsx";
import type { Deciding, Own } from "./words.ts";

const OUTCOMES = ["go", "conditional-go", "hold", "rework", "no-go"] as const;

const ROWS = [0, 1, 2];

/** Whether a row of conditions has something in it, or something wrong with it: then it is not folded away. */
const hasTyped = (refusal: RefusalWords, row: number): boolean =>
  ["text", "owner", "due"].some((field) => {
    const name = `conditions[${row}].${field}`;
    return Boolean(refusal.value(name)) || refusal.error(name) !== undefined;
  });

/** How one decides: an outcome, a reason and, for a conditional go, up to three conditions. */
export function VoteForm({ decision, answer }: Own): ReactNode {
  const t = useMessages(gateMessages);
  const p = useMessages(processMessages);
  return (
    <Section title={t("vote")}>
      <ActForm
        intent="vote"
        version={decision.version}
        answer={answer}
        submit={t("vote")}
        text={decision.may.voteFor ? t("vote-for", { name: decision.may.voteFor }) : undefined}
      >
        {(refusal) => (
          <>
            <RadioGroup
              name="outcome"
              label={t("outcome")}
              required
              defaultValue={refusal.value("outcome")}
              error={refusal.error("outcome")}
              options={OUTCOMES.map((value) => ({
                value,
                label: p(`outcome-${value}`),
                hint: t(`outcome-hint-${value}`),
              }))}
            />
            <Reason id="vote-reason" refusal={refusal} hint={t("reason-needed")} />
            <Disclosure summary={t("conditions-set")} open={ROWS.some((row) => hasTyped(refusal, row))}>
              <fieldset className="grid grid-cols-1 gap-4">
                <legend className="mb-2 text-muted text-sm">{t("conditions-hint")}</legend>
                {ROWS.map((index) => (
                  <ConditionFields key={index} index={index} team={decision.team} refusal={refusal} />
                ))}
              </fieldset>
            </Disclosure>
          </>
        )}
      </ActForm>
    </Section>
  );
}

function ConditionFields(props: { index: number; team: Deciding["team"]; refusal: RefusalWords }): ReactNode {
  const t = useMessages(gateMessages);
  const { index, refusal } = props;
  const name = (field: string) => `conditions[${index}].${field}`;
  const id = (field: string) => `condition-${index}-${field}`;
  return (
    <div className="grid gap-2 md:grid-cols-[2fr_1fr_1fr]">
      <TextField
        name={name("text")}
        id={id("text")}
        label={t("condition", { number: index + 1 })}
        maxLength={500}
        defaultValue={refusal.value(name("text"))}
        error={refusal.error(name("text"))}
      />
      <Select
        name={name("owner")}
        id={id("owner")}
        label={t("condition-owner")}
        empty={t("choose")}
        options={props.team.map((one) => ({ value: one.id, label: one.name }))}
        defaultValue={refusal.value(name("owner")) ?? ""}
        error={refusal.error(name("owner"))}
      />
      <DateField
        name={name("due")}
        id={id("due")}
        label={t("condition-due")}
        defaultValue={refusal.value(name("due"))}
        error={refusal.error(name("due"))}
      />
    </div>
  );
}
