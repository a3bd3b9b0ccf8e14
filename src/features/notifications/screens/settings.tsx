import { Form, redirect, useSearchParams } from "react-router";
import { useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { ErrorSummary, Notice, Page, Select, SubmitButton } from "#ui/index.ts";
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

/** About what I get mail, and when. */
export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(notificationMessages);
  const problem = useProblemWords(notificationMessages);
  const [search] = useSearchParams();
  const { delivery, dailyHour, timeZone, version, mailing } = loaderData;
  const refusal = actionData?.ok === false ? actionData : undefined;
  const choices = (["at-once", "daily", "none"] as const).map((value) => ({ value, label: t(value) }));
  return (
    <Page
      title={t("settings-title")}
      lede={t("as-usual")}
      crumbs={[{ to: "/notifications", label: t("title") }]}
      crumbsLabel={t("title")}
    >
      <title>{t("settings-title")}</title>
      <div className="grid gap-6">
        {!mailing && <Notice>{t("no-mail")}</Notice>}
        {refusal && (
          <ErrorSummary title={problem(refusal.problem)} errors={[{ message: problem(refusal.problem) }]} />
        )}
        {search.has("saved") && !refusal && (
          <Notice tone="success" live>
            {t("changed")}
          </Notice>
        )}
        <Form method="post" className="form" key={version}>
          <input type="hidden" name="version" value={version} />
          {topics.map((topic) => (
            <Select
              key={topic}
              short
              name={`delivery.${topic}`}
              label={t(`topic-${topic}`)}
              options={choices}
              defaultValue={refusal?.values[`delivery.${topic}`] ?? delivery[topic]}
            />
          ))}
          <Select
            short
            name="dailyHour"
            label={t("daily-hour")}
            hint={t("daily-hour-hint", { zone: timeZone })}
            options={hours.map((hour) => ({
              value: String(hour),
              label: `${String(hour).padStart(2, "0")}:00`,
            }))}
            defaultValue={refusal?.values.dailyHour ?? String(dailyHour)}
          />
          <div className="actions">
            <SubmitButton>{t("save")}</SubmitButton>
          </div>
        </Form>
      </div>
    </Page>
  );
}
