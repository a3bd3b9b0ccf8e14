import { Form } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Button, Disclosure, EmptyState, Section, SubmitButton, TextField } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";
import { PasskeyAdd } from "./PasskeyDoor.tsx";

interface Passkey {
  id: string;
  name: string;
  backedUp: boolean;
  usedAt: Date | null;
  version: number;
}

/** My passkeys: what each is called and when it was used; another name, away with it, one more. */
export function PasskeyList(props: { passkeys: Passkey[]; newName: string; onAdded: () => void }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  return (
    <Section title={t("passkeys-title")} note={t("passkeys-note")}>
      {props.passkeys.length === 0 ? (
        <EmptyState title={t("passkeys-none")} />
      ) : (
        <ul className="rows">
          {props.passkeys.map((passkey) => (
            <li key={passkey.id}>
              <Disclosure
                summary={
                  <>
                    <strong>{passkey.name}</strong>{" "}
                    <span className="text-muted text-sm">
                      {passkey.usedAt
                        ? t("passkeys-used", { when: format.relative(passkey.usedAt) })
                        : t("passkeys-unused")}
                      {passkey.backedUp && `, ${t("passkeys-backed-up").toLocaleLowerCase()}`}
                    </span>
                  </>
                }
              >
                <Form method="post" className="form" key={passkey.version}>
                  <input type="hidden" name="passkey" value={passkey.id} />
                  <input type="hidden" name="version" value={passkey.version} />
                  <TextField
                    name="name"
                    id={`field-name-${passkey.id}`}
                    label={t("passkeys-name")}
                    maxLength={80}
                    required
                    defaultValue={passkey.name}
                  />
                  <div className="actions">
                    <SubmitButton look="secondary" name="intent" value="rename">
                      {t("passkeys-rename")}
                    </SubmitButton>
                    <Button look="danger" name="intent" value="remove-passkey" formNoValidate>
                      {t("passkeys-remove")}
                    </Button>
                  </div>
                </Form>
              </Disclosure>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4">
        <PasskeyAdd name={props.newName} onAdded={props.onAdded} />
      </div>
    </Section>
  );
}
