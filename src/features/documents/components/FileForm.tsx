import type { ReactNode } from "react";
import { Form, Link } from "react-router";
import { AudienceChoice, type ChosenAudience } from "#features/rooms/components/index.ts";
import { type RefusalWords, useMessages } from "#platform/i18n/index.ts";
import { ErrorSummary, SubmitButton, TextArea } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { FileChoice } from "./FileChoice.tsx";

/** What brings a file into the register: who will see it, what else is asked (`children`), a note, the file. */
export function FileForm(props: {
  refusal: RefusalWords;
  /** The file of a refused attempt, which need not be sent again. */
  kept: Parameters<typeof FileChoice>[0]["kept"];
  given: { audiences: readonly ChosenAudience[]; maxMegabytes: number; key: string };
  submit: string;
  back: { to: string; label: string };
  children?: ReactNode;
}) {
  const t = useMessages(documentMessages);
  const { refusal, kept, given, submit, back, children } = props;
  return (
    <Form method="post" encType="multipart/form-data" reloadDocument className="form">
      <ErrorSummary {...refusal.summary} />
      <input type="hidden" name="idempotencyKey" value={given.key} />
      <AudienceChoice
        label={t("who")}
        audiences={given.audiences}
        defaultValue={refusal.value("audience")}
        error={refusal.error("audience")}
      >
        <div className="form">
          {children}
          <TextArea
            name="note"
            label={t("note")}
            optional={t("optional")}
            rows={2}
            maxLength={2000}
            defaultValue={refusal.value("note")}
            error={refusal.error("note")}
          />
          <FileChoice refusal={refusal} kept={kept} maxMegabytes={given.maxMegabytes} />
        </div>
      </AudienceChoice>
      <div className="actions">
        <SubmitButton>{submit}</SubmitButton>
        <Link className="btn btn-quiet" to={back.to}>
          {back.label}
        </Link>
      </div>
    </Form>
  );
}
