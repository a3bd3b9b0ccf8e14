import { type ReactNode, useState } from "react";
import { Form } from "react-router";
import { useMessages, useProblemWords } from "#platform/i18n/index.ts";
import type { Refusal } from "#platform/operations/form.ts";
import { Backstage, ErrorSummary, PeopleList, SubmitButton, TextField } from "#ui/index.ts";
import { conversationMessages } from "../messages.ts";
import type { AudienceShown } from "../model/schema.ts";
import { MentionArea } from "./MentionArea.tsx";
import { useAudienceWords, useSendWords } from "./words.ts";

/**
 * The one form in which messages are written. It stands on the tint of its audience, under its words, with the names of
 * those who will read it, and its button says whom it reaches. The audience cannot be changed in it.
 */
export function WriteForm(props: {
  audience: AudienceShown;
  /** Where it is sent; this screen when absent. */
  action?: string;
  intent?: string;
  /** Further hidden fields (audience, subject). */
  hidden?: Record<string, string | undefined>;
  /** A new thread may have a title. */
  titled?: boolean;
  /** A fresh key from the loader; the form keeps the first it was given until it was sent. */
  idempotencyKey: string;
  refusal?: Refusal | undefined;
  /** Differs where several such forms stand on one screen. */
  id?: string;
  autoFocus?: boolean;
}): ReactNode {
  const t = useMessages(conversationMessages);
  const problem = useProblemWords(conversationMessages);
  const audienceWords = useAudienceWords();
  const sendWords = useSendWords();
  const [firstKey] = useState(props.idempotencyKey);
  const { audience, refusal } = props;
  const id = props.id ?? "write";
  const label = audienceWords(audience);
  const errorOf = (name: string) => {
    const field = refusal?.fields[name];
    return field && problem(field);
  };
  return (
    <Backstage tone={audience.kind} label={label} id={id}>
      <Form method="post" {...(props.action ? { action: props.action } : {})} className="form">
        {refusal && (
          <ErrorSummary
            title={t("not-sent")}
            errors={
              Object.keys(refusal.fields).length > 0
                ? Object.entries(refusal.fields).map(([name, field]) => ({
                    id: `${id}-${name}`,
                    message: problem(field),
                  }))
                : [{ message: problem(refusal.problem) }]
            }
          />
        )}
        {/* After a refusal nothing was kept under the first key, unless the text was sent and the answer lost. */}
        <input type="hidden" name="idempotencyKey" value={refusal ? props.idempotencyKey : firstKey} />
        {props.intent && <input type="hidden" name="intent" value={props.intent} />}
        {Object.entries(props.hidden ?? {}).map(
          ([name, value]) =>
            value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
        )}
        {props.titled && (
          <TextField
            name="title"
            id={`${id}-title`}
            label={t("thread-title")}
            optional={t("thread-title-optional")}
            hint={t("thread-title-hint")}
            maxLength={160}
            defaultValue={refusal?.values.title}
            error={errorOf("title")}
          />
        )}
        <MentionArea
          name="text"
          id={`${id}-text`}
          label={t("text")}
          defaultValue={refusal?.values.text}
          error={errorOf("text")}
          people={audience.people}
          autoFocus={props.autoFocus ?? false}
        />
        <PeopleList
          label={t("readers")}
          people={audience.people}
          {...(audience.people.length > 8 ? { collapsed: label } : {})}
        />
        <div className="actions">
          <SubmitButton icon="send">{sendWords(audience)}</SubmitButton>
        </div>
      </Form>
    </Backstage>
  );
}
