import { redirect } from "react-router";
import { ThreadsPanel } from "#features/conversations/components/index.ts";
import { threadsAbout } from "#features/conversations/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { act, ask } from "#platform/operations/form.ts";
import { AudienceTag, Notice, Page, PeopleList, Section, StateMark } from "#ui/index.ts";
import { changeActivity } from "../commands/change.ts";
import { addParticipant, assign, removeParticipant } from "../commands/participants.ts";
import { publishActivity } from "../commands/publish.ts";
import { stepOfActivity } from "../commands/step.ts";
import { Artefacts, Facts, History } from "../components/ActivityFacts.tsx";
import { useTone } from "../components/audience.ts";
import { Doing } from "../components/Doing.tsx";
import { Participants } from "../components/Participants.tsx";
import { Tailoring, type Wider } from "../components/Tailoring.tsx";
import { processMessages, processRoomMessages } from "../messages.ts";
import { showActivity } from "../queries/activity.ts";
import { activityView } from "../view/activity.ts";
import { todayIn } from "../view/words.ts";
import type { Route } from "./+types/activity.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { locale, timeZone } = context.get(preferencesContext);
  const { room } = params;
  const today = todayIn(timeZone);
  const [shown, about] = await Promise.all([
    ask(context, showActivity, { room, activity: params.activity }),
    ask(context, threadsAbout, { room, subjectType: "activity", subject: params.activity }),
  ]);
  const activity = activityView(shown, locale, today);
  const wider = activity.tailor ? await widerThan(context, room, activity.audience.id) : [];
  return { activity, about, wider, today, language: locale };
}

/** Where it may be shown, and to whom it would be new. */
async function widerThan(
  context: Route.LoaderArgs["context"],
  room: string,
  audience: string,
): Promise<Wider[]> {
  const { audiences } = await ask(context, audiencesMine, { room });
  const here = audiences.find(({ id }) => id === audience);
  const already = new Set(here?.people.map(({ id }) => id));
  return audiences
    .filter(({ id }) => here?.wider.includes(id))
    .map(({ id, kind, name, people }) => ({
      id,
      kind,
      name,
      gains: people.filter((person) => !already.has(person.id)).map((person) => person.name),
    }));
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = String(form.get("intent"));
  const given = { room: params.room, activity: params.activity };
  const done = await carryOut();
  return "ok" in done ? redirect(`/rooms/${params.room}/process/activities/${params.activity}`) : done;

  function carryOut() {
    if (String(form.get("do")).startsWith("remove-"))
      return act(context, removeParticipant, form, { room: params.room });
    if (intent.startsWith("assign-")) return act(context, assign, form, { room: params.room });
    if (intent === "change") return act(context, changeActivity, form, given);
    if (intent === "publish") return act(context, publishActivity, form, given);
    if (intent === "participant") return act(context, addParticipant, form, given);
    return act(context, stepOfActivity, form, given);
  }
}

export const meta: Route.MetaFunction = (args) => {
  const { activity } = (args.loaderData ?? {}) as { activity?: { title: string } };
  return pageTitle(args, null, activity?.title ?? "");
};

export default function ActivityScreen({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(processRoomMessages);
  const states = useMessages(processMessages);
  const tone = useTone();
  const { activity } = loaderData;
  const here = `/rooms/${params.room}/process`;
  const late = activity.late.kind === "start-late" || activity.late.kind === "end-late";
  const nothing = activity.needs.length + activity.makes.length === 0;
  return (
    <Page
      title={activity.title}
      crumbs={[{ to: here, label: t("title") }]}
      crumbsLabel={t("title")}
      aside={
        <>
          <StateMark
            state={late && activity.state !== "waiting" ? "late" : activity.state}
            label={states(`state-${activity.state}`)}
          />
          <AudienceTag {...tone(activity.audience)} />
        </>
      }
    >
      {activity.state === "waiting" && activity.waitingFor && (
        <Notice tone="warning" title={t(`waiting-${activity.waitingFor}`)}>
          {activity.note}
        </Notice>
      )}
      {activity.state === "dropped" && activity.note && (
        <Notice title={t("dropped-because")}>{activity.note}</Notice>
      )}
      <div className="grid gap-x-8 lg:grid-cols-[3fr_2fr]">
        <div>
          {activity.events.some((event) => event !== "drop") && (
            <Section title={t("doing")}>
              <Doing activity={activity} today={loaderData.today} answer={actionData} />
            </Section>
          )}
          <Section title={t("participants")}>
            <Participants activity={activity} answer={actionData} />
          </Section>
          {!nothing && (
            <Section title={t("artefacts")}>
              <Artefacts room={params.room} activity={activity} />
            </Section>
          )}
        </div>
        <div>
          <Section title={t("facts")}>
            <Facts room={params.room} activity={activity} />
            <div className="mt-4">
              <PeopleList label={t("seen-by")} people={activity.seenBy} />
            </div>
          </Section>
          {activity.tailor && (
            <Section title={t("tailor")}>
              <Tailoring
                activity={activity}
                wider={loaderData.wider}
                language={loaderData.language}
                answer={actionData}
              />
            </Section>
          )}
        </div>
      </div>
      <div className="mt-8 grid gap-8">
        <ThreadsPanel room={params.room} about={loaderData.about} />
        <Section title={t("history")}>
          <History activity={activity} />
        </Section>
      </div>
    </Page>
  );
}
