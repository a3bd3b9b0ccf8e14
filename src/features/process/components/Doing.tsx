import { Form } from "react-router";
import { useMessages, useRefusal } from "#platform/i18n/index.ts";
import { DateField, Disclosure, ErrorSummary, Select, SubmitButton, TextArea } from "#ui/index.ts";
import { processRoomMessages } from "../messages.ts";
import type { ActivityView } from "../view/activity.ts";
import { WAITED_FOR } from "../waited.ts";
import { useTone } from "./audience.ts";

const IN_ONE_CLICK = ["start", "resume", "complete", "undo", "restore"] as const;

/** The buttons of those whose work it is: start, done, wait, take back. One form, told apart by the button. */
export function Doing({
  activity,
  today,
  answer,
}: {
  activity: ActivityView;
  today: string;
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const tone = useTone();
  const refusal = useRefusal(answer, [processRoomMessages], "step");
  const waiting = useRefusal(answer, [processRoomMessages], "wait");
  const events = IN_ONE_CLICK.filter((event) => activity.events.includes(event));
  const main = events.find((event) => event === "complete" || event === "start" || event === "restore");
  if (activity.events.every((event) => event === "drop")) return null;
  return (
    <div className="grid gap-4 no-print">
      {events.length > 0 && (
        <Form method="post" className="form">
          <ErrorSummary {...refusal.summary} />
          <input type="hidden" name="intent" value="step" />
          <input type="hidden" name="version" value={activity.version} />
          {events.some((event) => event === "start" || event === "complete" || event === "resume") && (
            <DateField
              name="on"
              label={t("on-day")}
              error={refusal.error("on")}
              defaultValue={refusal.value("on", today)}
              max={today}
            />
          )}
          <div className="actions">
            {events.map((event) => (
              <SubmitButton
                key={event}
                name="event"
                value={event}
                look={event === main ? "primary" : event === "undo" ? "quiet" : "secondary"}
              >
                {t(event === "undo" && activity.state === "done" ? "do-reopen" : `do-${event}`)}
              </SubmitButton>
            ))}
          </div>
        </Form>
      )}
      {activity.events.includes("wait") && (
        <Disclosure summary={t("do-wait")} open={waiting.summary.errors.length > 0}>
          <Form method="post" className="form">
            <ErrorSummary {...waiting.summary} />
            <input type="hidden" name="intent" value="wait" />
            <input type="hidden" name="event" value="wait" />
            <input type="hidden" name="version" value={activity.version} />
            <Select
              name="waitingFor"
              label={t("waiting-for")}
              error={waiting.error("waitingFor")}
              defaultValue={waiting.value("waitingFor", activity.side === "seller" ? "buyer" : "seller")}
              options={WAITED_FOR.map((side) => ({ value: side, label: t(`side-${side}`) }))}
            />
            <TextArea
              name="reason"
              label={t("waiting-what")}
              hint={t("read-by", { audience: tone(activity.audience).label })}
              required
              maxLength={1000}
              rows={2}
              error={waiting.error("reason")}
              defaultValue={waiting.value("reason")}
            />
            <div className="actions">
              <SubmitButton name="do" value="wait" look="secondary">
                {t("do-wait-do")}
              </SubmitButton>
            </div>
          </Form>
        </Disclosure>
      )}
    </div>
  );
}
