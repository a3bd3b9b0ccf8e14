import { randomUUID } from "node:crypto";
import { Form, redirect } from "react-router";
import { AudienceChoice, useRoom } from "#features/rooms/components/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { DateField, Disclosure, ErrorSummary, Page, Select, SubmitButton, TextField } from "#ui/index.ts";
import { addActivity } from "../commands/add.ts";
import { addLane } from "../commands/course.ts";
import { wordsIn } from "../copy/wording.ts";
import { processMessages, processRoomMessages } from "../messages.ts";
import { BANDS, CHANNELS } from "../model/words.ts";
import { listProcess } from "../queries/list.ts";
import type { Route } from "./+types/new.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { locale } = context.get(preferencesContext);
  const { room } = params;
  const [process, { audiences }] = await together([
    ask(context, listProcess, { room }),
    ask(context, audiencesMine, { room }),
  ]);
  const say = (title: Record<string, string>) => wordsIn(title, locale);
  const named = <T extends { id: string; title: Record<string, string> }>({ id, title }: T) => ({
    id,
    title: say(title),
  });
  return {
    key: randomUUID(),
    phases: process.phases.map(named),
    at: process.process?.phase,
    lanes: process.lanes.map((lane) => ({ ...named(lane), band: lane.band, audience: lane.audience })),
    activities: process.activities.filter(({ state }) => state !== "dropped").map(named),
    // The supplier's lead tailors everything but the customer's own; the customer's lead that alone.
    audiences: audiences
      .filter(({ kind }) => process.may.lead || kind === "buyer")
      .map(({ id, kind, name, people }) => ({ id, kind, name, people })),
  };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const here = `/rooms/${params.room}/process`;
  if (form.get("intent") === "lane") {
    const done = await act(context, addLane, form, { room: params.room });
    return "ok" in done ? redirect(`${here}/activities/new`) : done;
  }
  const done = await act(context, addActivity, form, { room: params.room });
  return "ok" in done ? redirect(`${here}/activities/${done.value.id}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, processRoomMessages, "add-activity");

/** A step that the blueprint does not have. Who will see it is asked first. */
export default function NewActivity({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(processRoomMessages);
  const words = useMessages(processMessages);
  const room = useRoom();
  const refusal = useRefusal(actionData, [processRoomMessages], "add");
  const { audiences, lanes, phases } = loaderData;
  const usual = lanes.find(({ band }) => band === (room.side === "buyer" ? "customer" : "onstage"));
  const only = audiences.length === 1 ? audiences[0]?.id : undefined;
  return (
    <Page
      title={t("add-activity")}
      crumbs={[{ to: `/rooms/${params.room}/process`, label: t("title") }]}
      crumbsLabel={t("title")}
    >
      <Form method="post" className="form">
        <ErrorSummary
          {...refusal.summary}
          labels={{
            audience: t("who-sees"),
            title: t("activity-title"),
            lane: t("leading-team"),
            plannedStart: t("planned-start"),
            plannedEnd: t("planned-end"),
          }}
        />
        <input type="hidden" name="intent" value="add" />
        <input type="hidden" name="idempotencyKey" value={loaderData.key} />
        <AudienceChoice
          label={t("who-sees")}
          audiences={audiences}
          error={refusal.error("audience")}
          defaultValue={refusal.value("audience", only)}
        >
          <TextField
            name="title"
            label={t("activity-title")}
            required
            maxLength={200}
            error={refusal.error("title")}
            defaultValue={refusal.value("title")}
          />
        </AudienceChoice>
        <Select
          name="phase"
          label={t("phase")}
          error={refusal.error("phase")}
          defaultValue={refusal.value("phase", loaderData.at)}
          options={phases.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <Select
          name="lane"
          label={t("leading-team")}
          hint={t("leading-team-hint")}
          error={refusal.error("lane")}
          defaultValue={refusal.value("lane", usual?.id)}
          options={lanes.map(({ id, title, band }) => ({
            value: id,
            label: title,
            group: words(`band-${band}`),
          }))}
        />
        <DateField
          name="plannedStart"
          label={t("planned-start")}
          optional={t("optional")}
          error={refusal.error("plannedStart")}
          defaultValue={refusal.value("plannedStart")}
        />
        <DateField
          name="plannedEnd"
          label={t("planned-end")}
          optional={t("optional")}
          error={refusal.error("plannedEnd")}
          defaultValue={refusal.value("plannedEnd")}
        />
        <Select
          name="channel"
          label={t("channel")}
          optional={t("optional")}
          empty={t("no-channel")}
          defaultValue={refusal.value("channel")}
          options={CHANNELS.map((channel) => ({ value: channel, label: words(`channel-${channel}`) }))}
        />
        <Select
          name="after"
          label={t("comes-after")}
          optional={t("optional")}
          empty={t("nothing")}
          defaultValue={refusal.value("after")}
          options={loaderData.activities.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <div className="actions">
          <SubmitButton name="do" value="add">
            {t("add-activity")}
          </SubmitButton>
        </div>
      </Form>
      <div className="mt-8">
        <AddTeam buyer={room.side === "buyer"} answer={actionData} />
      </div>
    </Page>
  );
}

function AddTeam({ buyer, answer }: { buyer: boolean; answer: unknown }) {
  const t = useMessages(processRoomMessages);
  const words = useMessages(processMessages);
  const refusal = useRefusal(answer, [processRoomMessages], "lane");
  return (
    <Disclosure summary={t("team-missing")} open={refusal.summary.errors.length > 0}>
      <Form method="post" className="form">
        <ErrorSummary
          title={refusal.summary.title}
          errors={refusal.summary.errors.map((error) => ({ ...error, id: "team-title" }))}
          labels={{ title: t("team") }}
        />
        <input type="hidden" name="intent" value="lane" />
        <p>{t(buyer ? "add-team-buyer" : "add-team-seller")}</p>
        <TextField
          name="title"
          id="team-title"
          label={t("team")}
          required
          maxLength={90}
          error={refusal.error("title")}
          defaultValue={refusal.value("title")}
        />
        {!buyer && (
          <Select
            name="band"
            label={t("band")}
            hint={t("band-hint")}
            defaultValue={refusal.value("band", "backstage")}
            options={BANDS.filter((band) => band !== "customer").map((band) => ({
              value: band,
              label: words(`band-${band}`),
            }))}
          />
        )}
        <div className="actions">
          <SubmitButton name="do" value="lane" look="secondary">
            {t("add-team")}
          </SubmitButton>
        </div>
      </Form>
    </Disclosure>
  );
}
