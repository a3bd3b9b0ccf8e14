import type { ReactNode } from "react";
import { Form } from "react-router";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { Disclosure, ErrorSummary, SubmitButton, TextArea } from "#ui/index.ts";
import { documentMessages } from "../messages.ts";

/**
 * Something that needs a reason, behind a line that opens: bringing back what was withdrawn, taking back what one brought. The
 * intent is `kind:what`; `what` is the revision's id, or nothing for the document.
 */
export function ReasonForm(props: {
  kind: "restore" | "take-back";
  what?: string;
  version: number;
  summary: ReactNode;
  answer: unknown;
}): ReactNode {
  const t = useMessages(documentMessages);
  const { kind } = props;
  const intent = `${kind}:${props.what ?? "document"}`;
  const refusal = useRefusal(props.answer, [documentMessages], intent);
  return (
    <div className="no-print mt-2">
      <Disclosure summary={props.summary} open={refusal.summary.errors.length > 0}>
        <Form method="post" className="form">
          <ErrorSummary {...refusal.summary} />
          <input type="hidden" name="intent" value={intent} />
          <input type="hidden" name="version" value={props.version} />
          {props.what && <input type="hidden" name="revision" value={props.what} />}
          <p className="text-muted">{t(`${kind}-text`)}</p>
          <TextArea
            name="reason"
            id={`${intent}-reason`}
            label={t("reason")}
            hint={t(kind === "restore" ? "restore-reason-hint" : "reason-hint")}
            required
            rows={2}
            maxLength={500}
            defaultValue={refusal.value("reason")}
            error={refusal.error("reason")}
          />
          <div className="actions">
            <SubmitButton name="do" value={intent} look={kind === "restore" ? "primary" : "danger"}>
              {t(`${kind}-submit`)}
            </SubmitButton>
          </div>
        </Form>
      </Disclosure>
    </div>
  );
}
