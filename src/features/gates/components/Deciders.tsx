import type { ReactNode } from "react";
import { Form } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, CheckboxGroup, DateField, Select } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import { ActForm } from "./ActForm.tsx";
import { type Own, useSpoken } from "./words.ts";

/** Who holds the roles that decide, and who decides for whom. */
export function Deciders({ decision, answer, me }: Own & { me: string }): ReactNode {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const { may, team, version } = decision;
  return (
    <div className="no-print mt-2 grid grid-cols-1 gap-2">
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
