import { Form } from "react-router";
import { AccountNav, LinkToCopy } from "#features/account/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Disclosure, ErrorSummary, Notice, Page, RadioGroup, Section, SubmitButton } from "#ui/index.ts";
import { makeCalendarLink, revokeCalendarLink, setCalendarRule } from "../commands/calendar-link.ts";
import { scheduleMessages } from "../messages.ts";
import { calendarSettings } from "../queries/feed.ts";
import type { Route } from "./+types/calendar.ts";

export const loader = ({ context }: Route.LoaderArgs) => ask(context, calendarSettings, {});

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "rule") {
    const done = await act(context, setCalendarRule, form);
    return "ok" in done ? { ok: true as const, did: "rule" as const, link: null } : done;
  }
  if (intent === "revoke") {
    const done = await act(context, revokeCalendarLink, form);
    return "ok" in done ? { ok: true as const, did: "revoke" as const, link: null } : done;
  }
  const done = await act(context, makeCalendarLink, form);
  return "ok" in done ? { ok: true as const, did: "make" as const, link: done.value.link } : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, scheduleMessages, "calendar-title");

/** My private calendar address: made, told once, made anew, ended; and what it says of what not everyone reads. */
export default function Calendar({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(scheduleMessages);
  const format = useFormat();
  const words = useRefusal(actionData, [scheduleMessages]);
  const done = actionData?.ok ? actionData : undefined;
  const { link } = loaderData;
  return (
    <Page title={t("calendar-title")} lede={t("calendar-lede")}>
      <AccountNav />
      <ErrorSummary {...words.summary} />
      {done?.did === "revoke" && <Notice tone="success" live title={t("calendar-ended")} />}
      {done?.did === "rule" && <Notice tone="success" live title={t("calendar-saved")} />}
      {done?.link && <Made link={done.link} />}
      <div className="form mt-6">
        {!done?.link && (
          <p>{link ? t("calendar-since", { when: format.date(link.madeAt) }) : t("calendar-none")}</p>
        )}
        <Form method="post">
          <input type="hidden" name="intent" value="make" />
          {link && <p className="text-sm mb-2">{t("calendar-remake-note")}</p>}
          <SubmitButton look={link ? "secondary" : "primary"} icon="calendar" name="do" value="make">
            {link ? t("calendar-remake") : t("calendar-make")}
          </SubmitButton>
        </Form>
        {link && (
          <Form method="post">
            <input type="hidden" name="intent" value="revoke" />
            <SubmitButton look="danger" name="do" value="revoke">
              {t("calendar-revoke")}
            </SubmitButton>
          </Form>
        )}
      </div>
      {link && (
        <div className="mt-10">
          <Section title={t("calendar-rule-title")}>
            <Form method="post" className="form">
              <input type="hidden" name="intent" value="rule" />
              <RadioGroup
                name="commercial"
                label={t("calendar-rule")}
                hint={t("calendar-rule-hint")}
                defaultValue={link.commercial}
                options={(["words", "hidden", "full"] as const).map((rule) => ({
                  value: rule,
                  label: t(`calendar-rule-${rule}`),
                }))}
              />
              <div className="actions">
                <SubmitButton look="secondary" name="do" value="rule">
                  {t("save")}
                </SubmitButton>
              </div>
            </Form>
          </Section>
        </div>
      )}
    </Page>
  );
}

/** The address, this once, with what to do with it. */
function Made({ link }: { link: string }) {
  const t = useMessages(scheduleMessages);
  return (
    <Section title={t("calendar-made")} note={t("calendar-once")}>
      <div className="form">
        <LinkToCopy link={link} />
        <p>
          <a className="btn btn-secondary" href={link.replace(/^https?:/, "webcal:")}>
            {t("calendar-open")}
          </a>
        </p>
        <Disclosure summary={t("calendar-how")} open>
          <ul className="prose">
            <li>{t("calendar-how-outlook")}</li>
            <li>{t("calendar-how-google")}</li>
            <li>{t("calendar-how-apple")}</li>
          </ul>
        </Disclosure>
      </div>
    </Section>
  );
}
