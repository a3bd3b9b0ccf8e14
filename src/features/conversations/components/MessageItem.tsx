import type { ReactNode } from "react";
import { Form, Link } from "react-router";
import type { z } from "zod";
import { useFormat, useMessages, useProblemWords, useRefusal } from "#platform/i18n/index.ts";
import type { Refusal } from "#platform/operations/form.ts";
import { Button, Disclosure, EditForm, Person, SubmitButton } from "#ui/index.ts";
import { conversationMessages } from "../messages.ts";
import { callName } from "../model/mentions.ts";
import type { AudienceShown, Person as PersonShown } from "../model/schema.ts";
import { inWords } from "../model/text.ts";
import type { messageShown } from "../queries/thread.ts";
import { MentionArea } from "./MentionArea.tsx";
import { MessageText } from "./MessageText.tsx";

type MessageShown = z.infer<typeof messageShown>;

/** One message: who, when, what; what it said before; and for its author the ways to change it or take it back. */
export function MessageItem(props: {
  message: MessageShown;
  people: readonly PersonShown[];
  audience: AudienceShown;
  /** Only of one's own messages, where one may write. */
  own: boolean;
  editing: boolean;
  refusal?: Refusal | undefined;
}): ReactNode {
  const t = useMessages(conversationMessages);
  const format = useFormat();
  const { message, people } = props;
  return (
    <li id={`m-${message.id}`} className="grid gap-2 py-4 border-t border-rule scroll-mt-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <Person
          name={message.author.name || t("no-longer-member")}
          company={message.author.company}
          side={message.author.belongs && t("belongs", { side: message.author.belongs })}
        />
        <span className="text-xs text-muted">
          <time dateTime={message.sentAt}>{format.dateTime(message.sentAt)}</time>
          {message.editedAt && !message.withdrawnAt && (
            <> · {t("edited", { when: format.dateTime(message.editedAt) })}</>
          )}
        </span>
      </div>
      {props.editing && props.own && !message.withdrawnAt ? (
        <ChangeForm message={message} audience={props.audience} refusal={props.refusal} />
      ) : message.withdrawnAt ? (
        <p className="text-muted">
          <em>{t("withdrawn", { name: message.author.name, when: format.dateTime(message.withdrawnAt) })}</em>
        </p>
      ) : (
        <MessageText text={message.text} people={people} />
      )}
      {message.earlier.length > 0 && (
        <Disclosure summary={t("history")}>
          <ul className="grid gap-3 text-sm">
            {message.earlier.map((earlier) => (
              <li key={earlier.until}>
                <p className="text-xs text-muted">
                  {t("history-until", { when: format.dateTime(earlier.until) })}
                </p>
                <MessageText text={earlier.text} people={people} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {props.own && !props.editing && !message.withdrawnAt && <OwnActions message={message} />}
    </li>
  );
}

function OwnActions({ message }: { message: MessageShown }): ReactNode {
  const t = useMessages(conversationMessages);
  return (
    <div className="flex flex-wrap items-start gap-x-4 text-sm no-print">
      <Link className="link inline-block py-1" to={`?edit=${message.id}#m-${message.id}`}>
        {t("change")}
      </Link>
      <Disclosure summary={t("withdraw")}>
        <Form method="post" className="grid gap-2 justify-items-start">
          <p className="max-w-(--measure)">{t("withdraw-text")}</p>
          <input type="hidden" name="intent" value="withdraw" />
          <input type="hidden" name="message" value={message.id} />
          <input type="hidden" name="version" value={message.version} />
          <Button look="danger" size="small">
            {t("withdraw-confirm")}
          </Button>
        </Form>
      </Disclosure>
    </div>
  );
}

function ChangeForm(props: {
  message: MessageShown;
  audience: AudienceShown;
  refusal?: Refusal | undefined;
}): ReactNode {
  const t = useMessages(conversationMessages);
  const problem = useProblemWords(conversationMessages);
  const words = useRefusal(props.refusal, [conversationMessages]);
  const { message, audience, refusal } = props;
  const typed = inWords(message.text, (id) => {
    const person = audience.people.find((one) => one.id === id);
    return person ? callName(person, audience.people) : `[${id}]`;
  });
  const id = `edit-${message.id}`;
  const field = refusal?.fields.text;
  return (
    <EditForm
      version={message.version}
      refusal={{
        ...words,
        summary: refusal
          ? {
              title: t("not-sent"),
              errors: [field ? { id, message: problem(field) } : { message: problem(refusal.problem) }],
            }
          : words.summary,
      }}
      fields={{ text: t("change-message") }}
    >
      <input type="hidden" name="intent" value="edit" />
      <input type="hidden" name="message" value={message.id} />
      <MentionArea
        name="text"
        id={id}
        label={t("change-message")}
        defaultValue={refusal?.values.text ?? typed}
        error={field && problem(field)}
        people={audience.people}
        autoFocus
      />
      <div className="actions">
        <SubmitButton>{t("save")}</SubmitButton>
        <Link className="btn btn-quiet" to={`?#m-${message.id}`}>
          {t("cancel")}
        </Link>
      </div>
    </EditForm>
  );
}
