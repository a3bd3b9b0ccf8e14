import { randomUUID } from "node:crypto";
import { Form, redirect, useRouteLoaderData } from "react-router";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Backstage, Disclosure, ErrorSummary, Page, Select, SubmitButton, TextField } from "#ui/index.ts";
import { openRoom } from "../commands/open.ts";
import { CaseFields } from "../components/CaseFields.tsx";
import { roomsMessages } from "../messages.ts";
import { opening } from "../queries/opening.ts";
import type { Route } from "./+types/new.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, roomsMessages, "open-room");

export async function loader({ context }: Route.LoaderArgs) {
  return { ...(await ask(context, opening, {})), key: randomUUID() };
}

export async function action({ context, request }: Route.ActionArgs) {
  const done = await act(context, openRoom, await request.formData());
  if (!("ok" in done)) return done;
  return redirect(`/rooms/${done.value.room}`);
}

/** A short form: two names are enough, everything else can wait. */
export default function OpenRoom({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const refusal = useRefusal(actionData, [roomsMessages]);
  const { companies, colleagues, blueprints, businessLines, key } = loaderData;
  const root = useRouteLoaderData("root") as { reader?: { id: string } | null } | undefined;
  const field = (name: string, start?: string) => ({
    name,
    defaultValue: refusal.value(name, start),
    error: refusal.error(name),
  });
  return (
    <Page title={t("open-room")} lede={t("open-room-lede")}>
      <Form method="post" className="form">
        <ErrorSummary
          {...refusal.summary}
          labels={{
            name: t("room-name"),
            company: t("customer"),
            newCompany: t("customer-new"),
            "value.amount": t("value"),
            expectedDecision: t("expected-decision"),
            code: t("code"),
          }}
        />
        <input type="hidden" name="idempotencyKey" value={key} />
        <TextField
          {...field("name")}
          label={t("room-name")}
          hint={t("room-name-hint")}
          required
          maxLength={160}
        />
        <Select
          {...field("company")}
          label={t("customer")}
          empty={t("customer-choose")}
          options={companies.map((one) => ({ value: one.id, label: one.name }))}
        />
        <TextField
          {...field("newCompany")}
          label={t("customer-new")}
          hint={t("customer-new-hint")}
          maxLength={200}
        />
        <TextField
          {...field("businessLine")}
          label={t("business-line")}
          optional={t("optional")}
          list="business-lines"
          maxLength={120}
        />
        <datalist id="business-lines">
          {businessLines.map((line) => (
            <option key={line} value={line} />
          ))}
        </datalist>
        {blueprints.length > 0 && (
          <Select
            {...field("blueprint", blueprints[0]?.key)}
            label={t("process")}
            hint={t("process-hint")}
            empty={t("process-none")}
            options={blueprints.map((one) => ({ value: one.key, label: one.label }))}
          />
        )}
        <Backstage tone="seller" label={t("audience-own")}>
          <div className="form">
            <CaseFields
              start={{
                owner: root?.reader ?? null,
                value: null,
                probability: null,
                expectedDecision: null,
              }}
              colleagues={colleagues}
              refusal={refusal}
              withOdds={false}
            />
          </div>
        </Backstage>
        <Disclosure summary={t("more-fields")} open={Boolean(refusal.error("code"))}>
          <div className="form">
            <TextField {...field("code")} label={t("code")} hint={t("code-hint")} short maxLength={24} />
            <TextField
              {...field("customerName")}
              label={t("customer-name")}
              hint={t("customer-name-hint")}
              optional={t("optional")}
              maxLength={160}
            />
            <TextField {...field("site")} label={t("site")} optional={t("optional")} maxLength={200} />
          </div>
        </Disclosure>
        <div className="actions">
          <SubmitButton>{t("open-room-submit")}</SubmitButton>
        </div>
      </Form>
    </Page>
  );
}
