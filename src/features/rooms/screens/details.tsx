import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  Backstage,
  DefinitionList,
  EditForm,
  Notice,
  Page,
  Section,
  SubmitButton,
  TextArea,
  TextField,
} from "#ui/index.ts";
import { changeCase, changeRoom } from "../commands/change.ts";
import { CaseFields } from "../components/CaseFields.tsx";
import { useRoom } from "../components/useRoom.ts";
import { roomsMessages } from "../messages.ts";
import { roomDetails } from "../queries/details.ts";
import type { Route } from "./+types/details.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, roomsMessages, "details");

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, roomDetails, { room: params.room });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const room = { room: params.room };
  return form.get("intent") === "case"
    ? act(context, changeCase, form, room)
    : act(context, changeRoom, form, room);
}

/** What is known of the room: for everyone, and, below the line, the supplier's own view of the case. */
export default function Details({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const room = useRoom();
  const { profile } = loaderData;
  const mayChange = room.side === "seller" && !room.viewing;
  return (
    <Page title={t("details")}>
      {actionData?.ok && (
        <Notice tone="success" live>
          {t("saved")}
        </Notice>
      )}
      <Section title={t("details-shared")}>
        {mayChange && room.rights.includes("room.lead") ? (
          <SharedForm details={loaderData} answer={actionData} />
        ) : (
          <DefinitionList
            items={[
              { term: t("room-name"), value: loaderData.name },
              { term: t("code"), value: loaderData.code },
              { term: t("customer"), value: loaderData.customerName },
              { term: t("business-line"), value: profile.businessLine },
              { term: t("site"), value: profile.site },
              { term: t("scope"), value: profile.scope },
            ]}
          />
        )}
      </Section>
      {loaderData.case && (
        <Section title={t("details-case")} note={t("details-case-note")}>
          <Backstage tone="seller" label={t("audience-own")}>
            {mayChange && room.rights.includes("room.work") ? (
              <CaseForm details={loaderData} answer={actionData} />
            ) : (
              <CaseFacts details={loaderData} />
            )}
          </Backstage>
        </Section>
      )}
    </Page>
  );
}

type Shown = { details: Route.ComponentProps["loaderData"]; answer?: unknown };

function SharedForm({ details, answer }: Shown) {
  const t = useMessages(roomsMessages);
  const refusal = useRefusal(answer, [roomsMessages], "shared");
  const field = (name: string, start: string) => ({
    name,
    defaultValue: refusal.value(name, start),
    error: refusal.error(name),
  });
  return (
    <EditForm
      version={details.profile.version}
      refusal={refusal}
      send={{ name: "intent", value: "shared" }}
      fields={{
        name: t("room-name"),
        customerName: t("customer-name"),
        businessLine: t("business-line"),
        site: t("site"),
        scope: t("scope"),
      }}
    >
      <TextField {...field("name", details.name)} label={t("room-name")} required maxLength={160} />
      <TextField
        {...field("customerName", details.customerName)}
        label={t("customer-name")}
        hint={t("customer-name-hint")}
        required
        maxLength={160}
      />
      <TextField
        {...field("businessLine", details.profile.businessLine)}
        label={t("business-line")}
        optional={t("optional")}
        maxLength={120}
      />
      <TextField
        {...field("site", details.profile.site)}
        label={t("site")}
        optional={t("optional")}
        maxLength={200}
      />
      <TextArea
        {...field("scope", details.profile.scope)}
        label={t("scope")}
        hint={t("scope-hint")}
        optional={t("optional")}
        maxLength={2000}
      />
      <div className="actions">
        <SubmitButton name="intent" value="shared">
          {t("save")}
        </SubmitButton>
      </div>
    </EditForm>
  );
}

function CaseForm({ details, answer }: Shown) {
  const t = useMessages(roomsMessages);
  const format = useFormat();
  const refusal = useRefusal(answer, [roomsMessages], "case");
  const view = details.case;
  if (!view) return null;
  return (
    <EditForm
      version={view.version}
      refusal={refusal}
      send={{ name: "intent", value: "case" }}
      fields={{
        "value.amount": t("value"),
        ...(view.value && { "value.currency": t("currency") }),
        expectedDecision: { label: t("expected-decision"), show: (value) => format.date(value) },
        probability: t("probability"),
        owner: {
          label: t("owner"),
          show: (value) => details.team.find((one) => one.id === value)?.name ?? value,
        },
        notes: t("notes"),
      }}
    >
      {view.company && <input type="hidden" name="company" value={view.company.id} />}
      <CaseFields start={view} colleagues={details.team} refusal={refusal} />
      <TextArea
        name="notes"
        label={t("notes")}
        optional={t("optional")}
        maxLength={5000}
        defaultValue={refusal.value("notes", view.notes)}
        error={refusal.error("notes")}
      />
      <div className="actions">
        <SubmitButton name="intent" value="case">
          {t("save")}
        </SubmitButton>
      </div>
    </EditForm>
  );
}

function CaseFacts({ details }: Shown) {
  const t = useMessages(roomsMessages);
  const format = useFormat();
  const view = details.case;
  return (
    <DefinitionList
      items={[
        { term: t("value"), value: view?.value && format.money(view.value.minor, view.value.currency) },
        { term: t("expected-decision"), value: view?.expectedDecision && format.date(view.expectedDecision) },
        {
          term: t("probability"),
          value: typeof view?.probability === "number" && format.number(view.probability),
        },
        { term: t("owner"), value: view?.owner?.name },
        { term: t("notes"), value: view?.notes },
      ]}
    />
  );
}
