import type { ReactNode } from "react";
import { Form } from "react-router";
import { processMessages } from "#features/process/messages.ts";
import { type RefusalWords, useFormat, useMessages } from "#platform/i18n/index.ts";
import {
  Button,
  CheckboxGroup,
  DateField,
  RadioGroup,
  Section,
  Select,
  TextArea,
  TextField,
} from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import type { GateShown } from "../queries/gate.ts";
import { ActForm } from "./ActForm.tsx";
import { useReasonWords, useSpoken } from "./words.ts";

type Deciding = NonNullable<GateShown["decision"]>;
type Own = { decision: Deciding; answer: unknown };

const OUTCOMES = ["go", "conditional-go", "hold", "rework", "no-go"] as const;
const CAUSES = ["new-facts", "material-change", "conditions-overdue", "resumed"] as const;

/** What the reader may do with the gate as it stands. */
export function Acts({ decision, answer }: Own): ReactNode {
  const t = useMessages(gateMessages);
  const reason = useReasonWords();
  const { may, version } = decision;
  const base = { version, answer };
  return (
    <div className="no-print grid grid-cols-1 gap-4">
      {may.submit && <ActForm {...base} intent="submit" submit={t("submit")} text={t("submit-text")} />}
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
                options={CAUSES.map((value) => ({ value, label: t(`cause-${value}`) }))}
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

function Reason({
  id,
  refusal,
  required,
}: {
  id: string;
  refusal: RefusalWords;
  required?: boolean;
}): ReactNode {
  const t = useMessages(gateMessages);
  return (
    <TextArea
      name="reason"
      id={id}
      label={t("reason")}
      optional={required ? undefined : t("optional")}
      required={required}
      rows={3}
      maxLength={2000}
      defaultValue={refusal.value("reason")}
      error={refusal.error("reason")}
    />
  );
}

function VoteForm({ decision, answer }: Own): ReactNode {
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
              options={OUTCOMES.map((value) => ({ value, label: p(`outcome-${value}`) }))}
            />
            <Reason id="vote-reason" refusal={refusal} />
            <fieldset className="grid grid-cols-1 gap-4">
              <legend className="font-semibold">{t("conditions")}</legend>
              <p className="text-muted text-sm">{t("conditions-hint")}</p>
              {[0, 1, 2].map((index) => (
                <ConditionFields key={index} index={index} team={decision.team} refusal={refusal} />
              ))}
            </fieldset>
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

function OverrideForm({ decision, answer }: Own): ReactNode {
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

/** Who holds the roles that decide, and who decides for whom. */
export function Deciders({ decision, answer, me }: Own & { me: string }): ReactNode {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const { may, team, version } = decision;
  return (
    <div className="no-print grid grid-cols-1 gap-2">
      {decision.delegations.map((one) => (
        <div key={one.id} className="flex flex-wrap items-center gap-x-4">
          <span>
            {t("delegation", {
              to: one.to.name,
              from: one.from.name,
              since: format.date(one.since),
              until: format.date(one.until),
            })}
          </span>
          {one.from.id === me && (
            <Form method="post">
              <input type="hidden" name="intent" value="end-delegation" />
              <input type="hidden" name="delegation" value={one.id} />
              <Button type="submit" look="quiet">
                {t("delegate-end")}
              </Button>
            </Form>
          )}
        </div>
      ))}
      {may.delegate && (
        <ActForm
          intent="delegate"
          version={version}
          answer={answer}
          summary={t("delegate")}
          submit={t("delegate-submit")}
          look="secondary"
          text={t("delegate-text")}
        >
          {(refusal) => (
            <div className="grid gap-4 md:grid-cols-3">
              <Select
                name="to"
                label={t("delegate-to")}
                empty={t("choose")}
                options={team
                  .filter(({ id }) => id !== me)
                  .map(({ id, name }) => ({ value: id, label: name }))}
                defaultValue={refusal.value("to") ?? ""}
                error={refusal.error("to")}
              />
              <DateField
                name="since"
                label={t("delegate-since")}
                required
                defaultValue={refusal.value("since")}
                error={refusal.error("since")}
              />
              <DateField
                name="until"
                label={t("delegate-until")}
                required
                defaultValue={refusal.value("until")}
                error={refusal.error("until")}
              />
            </div>
          )}
        </ActForm>
      )}
      {may.lead &&
        decision.roles.map((role) => (
          <ActForm
            key={role.id}
            intent={`deciders:${role.id}`}
            version={version}
            answer={answer}
            summary={`${t("deciders")}: ${spoken(role.title)}`}
            submit={t("deciders-submit")}
            look="secondary"
            text={t("deciders-text")}
          >
            {(refusal) => (
              <CheckboxGroup
                name="people"
                id={`people-${role.key}`}
                label={spoken(role.title)}
                defaultValue={role.people.map(({ id }) => id)}
                error={refusal.error("people")}
                options={team.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
          </ActForm>
        ))}
    </div>
  );
}
