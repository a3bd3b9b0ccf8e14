import { redirect, useSearchParams } from "react-router";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { EditForm, Notice, Page, Select, SubmitButton } from "#ui/index.ts";
import { changeSettings } from "../commands/settings.ts";
import { notificationMessages } from "../messages.ts";
import { topics } from "../model/rules.ts";
import { mailSettings } from "../queries/list.ts";
import type { Route } from "./+types/settings.ts";

export const loader = ({ context }: Route.LoaderArgs) => ask(context, mailSettings, {});

export async function action({ context, request }: Route.ActionArgs) {
  const done = await act(context, changeSettings, await request.formData());
  return "ok" in done ? redirect("/notifications/settings?saved=1") : done;
}

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export const meta: Route.MetaFunction = (args) => pageTitle(args, notificationMessages, "settings-title");

/** About what I get mail, and when. */
export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(notificationMessages);
  const hourText = (hour: string) => t("daily-at", { hour, padded: hour.padStart(2, "0") });
  const [search] = useSearchParams();
  const { delivery, dailyHour, timeZone, version, mailing } = loaderData;
  const refusal = useRefusal(actionData, [notificationMessages]);
  const choices = (["at-once", "daily", "none"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Page
      title={t("settings-title")}
      lede={t("as-usual")}
      crumbs={[{ to: "/notifications", label: t("title") }]}
      crumbsLabel={t("title")}
    >
      <div className="grid gap-6">
        {!mailing && <Notice>{t("no-mail")}</Notice>}
        {search.has("saved") && !actionData && (
          <Notice tone="success" live>
            {t("changed")}
          </Notice>
        )}
        <EditForm
          version={version}
          refusal={refusal}
          fields={{
            ...Object.fromEntries(
              topics.map((topic) => [
                `delivery.${topic}`,
                { label: t(`topic-${topic}`), show: (value: string) => t(value as "daily") },
              ]),
            ),
            dailyHour: { label: t("daily-hour"), show: hourText },
          }}
        >
          {topics.map((topic) => (
            <Select
              key={topic}
              short
              name={`delivery.${topic}`}
              label={t(`topic-${topic}`)}
              options={choices}
              defaultValue={refusal.value(`delivery.${topic}`, delivery[topic])}
            />
          ))}
          <Select
            short
            name="dailyHour"
            label={t("daily-hour")}
            hint={t("daily-hour-hint", { zone: timeZone })}
            options={hours.map((hour) => ({
              value: String(hour),
              label: hourText(String(hour)),
            }))}
            defaultValue={refusal.value("dailyHour", String(dailyHour))}
          />
          <div className="actions">
            <SubmitButton>{t("save")}</SubmitButton>
          </div>
        </EditForm>
      </div>
    </Page>
  );
}
