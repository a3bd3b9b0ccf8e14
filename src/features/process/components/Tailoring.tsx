import type { ComponentProps } from "react";
import { Form } from "react-router";
import { PublishChoice } from "#features/rooms/components/index.ts";
import { useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import {
  DateField,
  Disclosure,
  EditForm,
  ErrorSummary,
  Select,
  SubmitButton,
  TextArea,
  TextField,
} from "#ui/index.ts";
import { processMessages, processRoomMessages } from "../messages.ts";
import { CHANNELS } from "../model/words.ts";
import type { ActivityView } from "../view/activity.ts";

/** The audiences of the reader, each with its people and with those that are wider. */
export type Audiences = ComponentProps<typeof PublishChoice>["audiences"];

/** What the lead may change: words, phase, dates and channel; who sees it; whether it is done at all. */
export function Tailoring({
  activity,
  audiences,
  language,
  answer,
}: {
  activity: ActivityView;
  audiences: Audiences;
  language: string;
  answer: unknown;
}) {
  return (
    <div className="grid gap-2 no-print">
      <Change activity={activity} language={language} answer={answer} />
      {audiences.some(({ id, wider }) => id === activity.audience.id && wider.length > 0) && (
        <Publish activity={activity} audiences={audiences} answer={answer} />
      )}
      {activity.events.includes("drop") && <Drop activity={activity} answer={answer} />}
    </div>
  );
}

function Change({
  activity,
  language,
  answer,
}: {
  activity: ActivityView;
  language: string;
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const channels = useMessages(processMessages);
  const format = useFormat();
  const refusal = useRefusal(answer, [processRoomMessages], "change");
  const refused = refusal.summary.errors.length > 0;
  const day = (label: string) => ({ label, show: (value: string) => format.date(value) });
  return (
    <Disclosure summary={t("change-activity")} open={refused}>
      <EditForm
        version={activity.version}
        refusal={refusal}
        fields={{
          title: t("activity-title"),
          phase: {
            label: t("phase"),
            show: (value) => activity.phases.find(({ id }) => id === value)?.title ?? value,
          },
          plannedStart: day(t("planned-start")),
          plannedEnd: day(t("planned-end")),
          channel: {
            label: t("channel"),
            show: (value) => channels(`channel-${value as (typeof CHANNELS)[number]}`),
          },
        }}
      >
        <input type="hidden" name="intent" value="change" />
        <input type="hidden" name="language" value={language} />
        <TextField
          name="title"
          label={t("activity-title")}
          hint={t("activity-title-hint")}
          required
          maxLength={200}
          error={refusal.error("title")}
          defaultValue={refusal.value("title", activity.title)}
        />
        <Select
          name="phase"
          label={t("phase")}
          error={refusal.error("phase")}
          defaultValue={refusal.value("phase", activity.phase)}
          options={activity.phases.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <DateField
          name="plannedStart"
          label={t("planned-start")}
          optional={t("optional")}
          error={refusal.error("plannedStart")}
          defaultValue={refusal.value("plannedStart", activity.plannedStart)}
        />
        <DateField
          name="plannedEnd"
          label={t("planned-end")}
          optional={t("optional")}
          error={refusal.error("plannedEnd")}
          defaultValue={refusal.value("plannedEnd", activity.plannedEnd)}
        />
        <Select
          name="channel"
          label={t("channel")}
          optional={t("optional")}
          empty={t("no-channel")}
          defaultValue={refusal.value("channel", activity.channel)}
          options={CHANNELS.map((channel) => ({ value: channel, label: channels(`channel-${channel}`) }))}
        />
        <div className="actions">
          <SubmitButton name="do" value="change">
            {t("save")}
          </SubmitButton>
        </div>
      </EditForm>
    </Disclosure>
  );
}

function Publish({
  activity,
  audiences,
  answer,
}: {
  activity: ActivityView;
  audiences: Audiences;
  answer: unknown;
}) {
  const t = useMessages(processRoomMessages);
  const refusal = useRefusal(answer, [processRoomMessages], "publish");
  return (
    <Disclosure summary={t("publish")} open={refusal.summary.errors.length > 0}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value="publish" />
        <input type="hidden" name="version" value={activity.version} />
        <p>{t("publish-hint")}</p>
        <PublishChoice
          from={activity.audience.id}
          audiences={audiences}
          label={t("publish-to")}
          error={refusal.error("to")}
          defaultValue={refusal.value("to")}
        />
        <div className="actions">
          <SubmitButton name="do" value="publish">
            {t("publish-do")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}

function Drop({ activity, answer }: { activity: ActivityView; answer: unknown }) {
  const t = useMessages(processRoomMessages);
  const refusal = useRefusal(answer, [processRoomMessages], "drop");
  return (
    <Disclosure summary={t("drop")} open={refusal.summary.errors.length > 0}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="intent" value="drop" />
        <input type="hidden" name="event" value="drop" />
        <input type="hidden" name="version" value={activity.version} />
        <TextArea
          name="reason"
          id="drop-reason"
          label={t("drop-reason")}
          hint={t("drop-hint")}
          required
          maxLength={1000}
          rows={2}
          error={refusal.error("reason")}
          defaultValue={refusal.value("reason")}
        />
        <div className="actions">
          <SubmitButton name="do" value="drop" look="danger">
            {t("drop-do")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}
