import { Form } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Button, Notice, Section, TextField } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";
import { LinkToCopy } from "./LinkToCopy.tsx";
import { type Refused, useRefusal } from "./refusals.tsx";

/** What an owner can do for somebody who has lost every way in, or whose address somebody else has taken. */
export function WayInAgain(props: {
  mail: boolean;
  email: string;
  refused: Refused | undefined;
  /** Null: it was mailed. */
  link: string | null | undefined;
  freed: string | undefined;
}) {
  const t = useMessages(accountMessages);
  const { summary, error, value } = useRefusal(props.refused);
  return (
    <Section title={t("way-in-title")} id="way-in">
      <div className="prose mb-4 grid gap-2">
        <p>{t(props.mail ? "way-in-note-mail" : "way-in-note-link")}</p>
        <p>{t("way-in-note-free")}</p>
      </div>
      {(props.link !== undefined || props.freed) && (
        <div className="mb-4">
          <Notice tone="success" live>
            {props.link ? (
              <>
                <p>{t("way-in-made")}</p>
                <LinkToCopy link={props.link} />
              </>
            ) : props.link === null ? (
              t("way-in-mailed")
            ) : (
              t("way-in-freed", { name: props.freed ?? "" })
            )}
          </Notice>
        </div>
      )}
      <Form method="post" className="form">
        {summary}
        <TextField
          name="email"
          id="way-in-email"
          label={t("way-in-email")}
          type="email"
          autoComplete="off"
          required
          error={error("email")}
          defaultValue={value("email", props.email)}
        />
        <TextField
          name="reason"
          id="way-in-reason"
          label={t("way-in-reason")}
          hint={t("way-in-reason-hint")}
          autoComplete="off"
          required
          error={error("reason")}
          defaultValue={value("reason")}
        />
        <div className="actions">
          <Button name="intent" value="link">
            {t("way-in-link")}
          </Button>
          <Button name="intent" value="free">
            {t("way-in-free")}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
