import type { ReactNode } from "react";
import { Form, Link } from "react-router";
import { AudienceChoice } from "#features/rooms/components/index.ts";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { ErrorSummary, SubmitButton, TextArea } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

type Choice = Parameters<typeof AudienceChoice>[0];

/** Asking for documents and sending them: who sees it comes first, then what it is about, then a note to those people. */
export function AddressedForm(props: {
  refusal: RefusalWords;
  /** Of the request: sent twice it is done once. */
  idempotencyKey: string;
  /** What stands before the audience. */
  before?: ReactNode;
  audience: Pick<Choice, "label" | "audiences"> & Partial<Pick<Choice, "allNames" | "onChosen">>;
  /** What its own fields are called, for the words above a refused form. */
  labels: Readonly<Record<string, string>>;
  noteHint?: string;
  submit: string;
  /** The register, to go back to. */
  back: string;
  children: ReactNode;
}): ReactNode {
  const { refusal } = props;
  const t = useMessages(documentMessages);
  return (
    <Form method="post" className="form">
      <ErrorSummary {...refusal.summary} labels={{ audience: props.audience.label ?? "", ...props.labels }} />
      <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
      {props.before}
      <AudienceChoice
        {...props.audience}
        defaultValue={refusal.value("audience")}
        error={refusal.error("audience")}
      >
        <div className="form">
          {props.children}
          <TextArea
            name="note"
            label={t("expected-note")}
            hint={props.noteHint}
            optional={t("optional")}
            rows={3}
            maxLength={2000}
            defaultValue={refusal.value("note")}
            error={refusal.error("note")}
          />
        </div>
      </AudienceChoice>
      <div className="actions">
        <SubmitButton>{props.submit}</SubmitButton>
        <Link className="btn btn-quiet" to={props.back}>
          {t("back-to-list")}
        </Link>
      </div>
    </Form>
  );
}
