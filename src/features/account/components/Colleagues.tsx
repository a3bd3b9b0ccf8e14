import { Form, Link } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, Menu, Person, Section, StateMark, Table } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

interface Colleague {
  id: string;
  name: string;
  title: string;
  email: string;
  owner: boolean;
  disabledAt: Date | null;
  version: number;
}

/** The supplier's people, and what an owner can do about each. */
export function Colleagues({ people, me }: { people: Colleague[]; me: string | undefined }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  return (
    <Section title={t("deployment-people-caption")}>
      <Table
        caption={t("deployment-people-caption")}
        hideCaption
        rows={people}
        rowKey={(person) => person.id}
        columns={[
          {
            key: "name",
            header: t("name"),
            rowHeader: true,
            cell: (person) => (
              <Person name={person.name} title={person.title}>
                {person.id === me && t("deployment-you")}
              </Person>
            ),
          },
          { key: "email", header: t("email"), cell: (person) => person.email },
          {
            key: "rights",
            header: t("deployment-rights"),
            cell: (person) =>
              person.disabledAt ? (
                <StateMark
                  state="blocked"
                  label={t("deployment-disabled", { date: format.date(person.disabledAt) })}
                />
              ) : (
                t(person.owner ? "deployment-owner" : "deployment-staff")
              ),
          },
          {
            key: "change",
            header: t("deployment-change"),
            cell: (person) => <Change person={person} me={me} />,
          },
        ]}
      />
    </Section>
  );
}

function Change({ person, me }: { person: Colleague; me: string | undefined }) {
  const t = useMessages(accountMessages);
  const { name } = person;
  const act = (intent: string, field: string, on: boolean, label: string, note?: string) => (
    <Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="who" value={name} />
      <input type="hidden" name="person" value={person.id} />
      <input type="hidden" name="version" value={person.version} />
      <input type="hidden" name={field} value={String(on)} />
      <Button look="quiet" title={note}>
        {label}
      </Button>
    </Form>
  );
  return (
    <Menu label={t("deployment-change")}>
      {person.disabledAt
        ? act("disabled", "disabled", false, t("deployment-enable"))
        : [
            <div key="owner">
              {act(
                "owner",
                "owner",
                !person.owner,
                t(person.owner ? "deployment-unmake-owner" : "deployment-make-owner"),
              )}
            </div>,
            person.id !== me && !person.owner && (
              <div key="link">
                <Link className="btn btn-quiet" to={`?for=${encodeURIComponent(person.email)}#way-in`}>
                  {t("way-in-title")}
                </Link>
              </div>
            ),
            person.id !== me && (
              <div key="disable">
                {act(
                  "disabled",
                  "disabled",
                  true,
                  t("deployment-disable"),
                  t("deployment-disable-note", { name }),
                )}
              </div>
            ),
          ]}
    </Menu>
  );
}
