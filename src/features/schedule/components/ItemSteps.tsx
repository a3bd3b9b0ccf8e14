import type { ReactNode } from "react";
import { Form } from "react-router";
import { useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { Disclosure, EditForm, ErrorSummary, SubmitButton, TextArea } from "#ui/index.ts";
import { scheduleMessages } from "../messages.ts";
import { whenOf } from "../model/time.ts";
import { placeOfZone } from "../model/zones.ts";
import type { ItemShown } from "../queries/rows.ts";
import { WhenFields } from "./ItemFields.tsx";

interface May {
  answer: boolean;
  move: boolean;
  cancel: boolean;
  finish: boolean;
}

/** What the reader may do with an item now. Each is a form of its own; those that need words open on demand. */
export function ItemSteps({ item, may, answer }: { item: ItemShown; may: May; answer: unknown }): ReactNode {
  const t = useMessages(scheduleMessages);
  const general = useRefusal(answer, [scheduleMessages]);
  const refusedIntent = general.value("intent");
  const own = item.audience.kind === "seller" || item.audience.kind === "buyer";
  if (!may.answer && !may.move && !may.cancel && !may.finish) return null;
  return (
    <div className="no-print mt-4 grid gap-2">
      {(refusedIntent === "agree" || refusedIntent === "finish") && <ErrorSummary {...general.summary} />}
      {(may.answer || may.finish) && (
        <div className="actions">
          {may.answer && (
            <Form method="post">
              <Hidden intent="agree" version={item.version} />
              <SubmitButton icon="check" name="do" value="agree">
                {t("agree")}
              </SubmitButton>
            </Form>
          )}
          {may.finish && (
            <Form method="post">
              <Hidden intent="finish" version={item.version} />
              <SubmitButton look="secondary" name="do" value="finish">
                {t("finish")}
              </SubmitButton>
            </Form>
          )}
        </div>
      )}
      {may.move && (
        <Step
          intent="move"
          item={item}
          answer={answer}
          summary={item.state === "agreed" ? t("change-time") : t("other-time")}
          submit={item.state === "agreed" && own ? t("save") : t("other-time")}
          note={item.state === "agreed" && !own ? t("change-time-note") : undefined}
        />
      )}
      {may.answer && (
        <Step
          intent="decline"
          item={item}
          answer={answer}
          summary={t("decline-open")}
          submit={t("decline")}
        />
      )}
      {may.cancel && (
        <Step
          intent="cancel"
          item={item}
          answer={answer}
          summary={item.state === "agreed" ? t("cancel-open") : t("take-back")}
          submit={item.state === "agreed" ? t("cancel") : t("take-back")}
          danger
        />
      )}
    </div>
  );
}

function Hidden({ intent, version }: { intent: string; version: number }): ReactNode {
  return (
    <>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="version" value={version} />
    </>
  );
}

function Step(props: {
  intent: "move" | "decline" | "cancel";
  item: ItemShown;
  answer: unknown;
  summary: string;
  submit: string;
  note?: string | undefined;
  danger?: boolean;
}): ReactNode {
  const t = useMessages(scheduleMessages);
  const { intent, item } = props;
  const format = useFormat();
  const words = useRefusal(props.answer, [scheduleMessages], intent);
  const day = (label: string) => ({ label, show: (value: string) => format.date(value) });
  const required = intent === "decline" || (intent === "cancel" && item.state === "agreed");
  return (
    <Disclosure summary={props.summary} open={words.value("intent") === intent}>
      <EditForm
        version={item.version}
        refusal={words}
        send={{ name: "do", value: intent }}
        fields={
          intent === "move"
            ? {
                day: day(t("field-day")),
                from: t("field-from"),
                until: t("field-until"),
                lastDay: day(t("field-last-day")),
                zone: { label: t("field-zone"), show: placeOfZone },
              }
            : {}
        }
      >
        <input type="hidden" name="intent" value={intent} />
        {props.note && <p className="text-sm">{props.note}</p>}
        {intent === "move" && <WhenFields words={words} start={whenOf(item.time)} />}
        <TextArea
          name="reason"
          id={`${intent}-reason`}
          label={t("field-reason")}
          hint={t("field-reason-hint")}
          optional={required ? undefined : t("optional")}
          rows={2}
          maxLength={1000}
          defaultValue={words.value("reason")}
          error={words.error("reason")}
        />
        <div className="actions">
          <SubmitButton look={props.danger ? "danger" : "primary"} name="do" value={intent}>
            {props.submit}
          </SubmitButton>
        </div>
      </EditForm>
    </Disclosure>
  );
}
