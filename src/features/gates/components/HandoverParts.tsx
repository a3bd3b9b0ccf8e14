import type { ReactNode } from "react";
import { useRoom } from "#features/rooms/components/index.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { CheckboxGroup, Section, Select, StateMark, TextField } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import type { HandoverShown } from "../queries/handover.ts";
import { ActForm } from "./ActForm.tsx";
import { useSpoken } from "./words.ts";

/** Teams, checklist and answers of a handover. */
export type Passing = NonNullable<HandoverShown["passing"]>;

/** Who hands over to whom, and who leads from then on. */
export function Teams({ passing, answer }: { passing: Passing; answer: unknown }): ReactNode {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const { viewing } = useRoom();
  const names = (people: { name: string }[]) => people.map(({ name }) => name).join(", ") || t("nobody");
  const options = passing.team.map(({ id, name }) => ({ value: id, label: name }));
  const lead = passing.receiving.find((one) => one.leads);
  return (
    <Section title={t("handover-teams")} note={passing.changesLead ? t("handover-changes-lead") : undefined}>
      <p>
        <strong>{`${t("handover-sending")} (${spoken(passing.from)})`}</strong>: {names(passing.sending)}
      </p>
      <p>
        <strong>{`${t("handover-receiving")} (${spoken(passing.to)})`}</strong>: {names(passing.receiving)}
      </p>
      {lead && (
        <p>
          <strong>{t("handover-lead")}</strong>: {lead.name}
        </p>
      )}
      {passing.may.lead && !viewing && (
        <ActForm
          intent="teams"
          version={passing.version}
          answer={answer}
          summary={t("handover-name-teams")}
          submit={t("handover-save-teams")}
          look="secondary"
        >
          {(refusal) => (
            <>
              <CheckboxGroup
                name="sending"
                label={t("handover-sending")}
                options={options}
                defaultValue={passing.sending.map(({ id }) => id)}
                error={refusal.error("sending")}
              />
              <CheckboxGroup
                name="receiving"
                label={t("handover-receiving")}
                options={options}
                defaultValue={passing.receiving.map(({ id }) => id)}
                error={refusal.error("receiving")}
              />
              {passing.changesLead && (
                <Select
                  name="lead"
                  label={t("handover-lead")}
                  empty={t("choose")}
                  options={options}
                  defaultValue={refusal.value("lead", lead?.id) ?? ""}
                  error={refusal.error("lead")}
                />
              )}
            </>
          )}
        </ActForm>
      )}
    </Section>
  );
}

/** What must be there before it is offered. */
export function Checklist({ passing, answer }: { passing: Passing; answer: unknown }): ReactNode {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const { viewing } = useRoom();
  return (
    <Section title={t("handover-checklist")}>
      <ul className="grid grid-cols-1 gap-3">
        {passing.checklist.map((item) => (
          <li key={item.key} className="grid gap-1 border-rule border-t pt-3">
            <p className="flex flex-wrap gap-x-4">
              <StateMark state={item.done ? "done" : "planned"} label={spoken(item.title)} />
              <span className="text-muted text-sm">
                {[item.mandatory ? t("mandatory") : t("optional"), item.by, item.note]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </p>
            {passing.may.work && !viewing && (
              <ActForm
                intent={`check:${item.key}`}
                version={passing.version}
                answer={answer}
                summary={t(item.done ? "handover-undo" : "handover-done")}
                submit={t(item.done ? "handover-undo" : "handover-done")}
                look="secondary"
              >
                {(refusal) => (
                  <>
                    <input type="hidden" name="done" value={item.done ? "no" : "yes"} />
                    <TextField
                      name="note"
                      id={`note-${item.key}`}
                      label={t("judge-note")}
                      optional={t("optional")}
                      maxLength={1000}
                      defaultValue={refusal.value("note", item.note)}
                    />
                  </>
                )}
              </ActForm>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
