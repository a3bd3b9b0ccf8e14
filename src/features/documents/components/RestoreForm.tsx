import type { ReactNode } from "react";
import { Form } from "react-router";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { Disclosure, ErrorSummary, SubmitButton, TextArea } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/** A lead brings back what was withdrawn, with the reason. `what` is the revision's id, or nothing for the document. */
export function RestoreForm(props: {
  what?: string;
  version: number;
  summary: string;
  answer: unknown;
}): ReactNode {
  const t = useMessages(documentMessages);
  const intent = `restore:${props.what ?? "document"}`;
  const refusal = useRefusal(props.answer, [documentMessages], intent);
  return (
    <div className="no-print mt-2">
      <Disclosure summary={props.summary} open={refusal.summary.errors.length > 0}>
        <Form method="post" className="form">
          <ErrorSummary {...refusal.summary} />
          <input type="hidden" name="intent" value={intent} />
          <input type="hidden" name="version" value={props.version} />
          {props.what && <input type="hidden" name="revision" value={props.what} />}
          <p className="text-muted">{t("restore-text")}</p>
          <TextArea
            name="reason"
            id={`${intent}-reason`}
            label={t("reason")}
            hint={t("restore-reason-hint")}
            required
            rows={2}
            maxLength={500}
            defaultValue={refusal.value("reason")}
            error={refusal.error("reason")}
          />
          <div className="actions">
            <SubmitButton name="do" value={intent}>
              {t("restore-submit")}
            </SubmitButton>
          </div>
        </Form>
      </Disclosure>
    </div>
  );
}
