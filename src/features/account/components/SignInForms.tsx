import { Form } from "react-router";
import { grouped } from "#platform/grouped.ts";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, Disclosure, Person, Section, SubmitButton, TextField } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";
import { type Refused, useRefusal } from "./refusals.tsx";

/** The address to which a code goes. */
export function AskCodeForm({ refused }: { refused: Refused | undefined }) {
  const t = useMessages(accountMessages);
  const { summary, value } = useRefusal(refused);
  return (
    <Form method="post" className="form">
      {summary}
      <TextField
        name="email"
        id="field-code-email"
        label={t("email")}
        type="email"
        autoComplete="username"
        required
        defaultValue={value("email")}
      />
      <div className="actions">
        <SubmitButton name="intent" value="ask">
          {t("sign-in-code-send")}
        </SubmitButton>
      </div>
    </Form>
  );
}

/** The code from the letter. */
export function AnswerCodeForm({ refused }: { refused: Refused | undefined }) {
  const t = useMessages(accountMessages);
  const { summary } = useRefusal(refused);
  return (
    <Form method="post" className="form">
      {summary}
      <TextField
        name="code"
        label={t("sign-in-code-label")}
        hint={t("sign-in-code-hint")}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={12}
        short
        required
      />
      <div className="actions">
        <SubmitButton name="intent" value="answer">
          {t("sign-in-title")}
        </SubmitButton>
        <Button look="quiet" name="intent" value="other" formNoValidate>
          {t("sign-in-code-other")}
        </Button>
      </div>
    </Form>
  );
}

/** Password and one-time number, folded away unless it is the way that is left. */
export function PasswordForm({ refused, open }: { refused: Refused | undefined; open: boolean }) {
  const t = useMessages(accountMessages);
  const { summary, value } = useRefusal(refused);
  return (
    <Disclosure summary={t("sign-in-password-title")} open={open || refused !== undefined}>
      <Form method="post" className="form">
        {summary}
        <TextField
          name="email"
          label={t("email")}
          type="email"
          autoComplete="username"
          required
          defaultValue={value("email")}
        />
        <TextField
          name="password"
          label={t("sign-in-password")}
          type="password"
          autoComplete="current-password"
          required
        />
        <TextField
          name="number"
          label={t("sign-in-number")}
          hint={t("sign-in-number-hint")}
          autoComplete="one-time-code"
          maxLength={24}
          short
          required
        />
        <div className="actions">
          <SubmitButton name="intent" value="password">
            {t("sign-in-title")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}

interface Demonstrated {
  id: string;
  name: string;
  title: string;
  companyName: string;
}

/** The demonstration's people, by company; one click and one is them. */
export function DemoPeople({ people }: { people: Demonstrated[] }) {
  const t = useMessages(accountMessages);
  return (
    <Section title={t("sign-in-demo-title")} note={t("sign-in-demo-note")}>
      <div className="grid gap-4">
        {[...grouped(people, (person) => person.companyName)].map(([company, own]) => (
          <Section key={company} title={company || t("sign-in-demo-others")} level={3}>
            <ul className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
              {own.map((person) => (
                <li key={person.id}>
                  <Form method="post" reloadDocument>
                    <input type="hidden" name="intent" value="demo" />
                    <button
                      type="submit"
                      name="person"
                      value={person.id}
                      className="btn btn-secondary w-full justify-start text-left"
                    >
                      <Person name={person.name} title={person.title} />
                    </button>
                  </Form>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </Section>
  );
}
