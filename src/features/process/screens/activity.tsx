import { redirect } from "react-router";
import { ThreadsPanel } from "#features/conversations/components/index.ts";
import { threadsAbout } from "#features/conversations/index.ts";
import { audiencesMine } from "#features/rooms/index.ts";
import { pageTitle, useMessages } from "#platform/i18n/index.ts";
import { preferencesContext } from "#platform/identity/context.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { AudienceTag, Backstage, Notice, Page, PeopleList, Section, StateMark } from "#ui/index.ts";
import { changeActivity } from "../commands/change.ts";
import { addParticipant, assign, removeParticipant } from "../commands/participants.ts";
import { publishActivity } from "../commands/publish.ts";
import { stepOfActivity } from "../commands/step.ts";
import { Artefacts, Facts, History } from "../components/ActivityFacts.tsx";
import { useTone } from "../components/audience.ts";
import { Doing } from "../components/Doing.tsx";
import { Participants } from "../components/Participants.tsx";
import { Tailoring } from "../components/Tailoring.tsx";
import { processMessages, processRoomMessages } from "../messages.ts";
import { showActivity } from "../queries/activity.ts";
import { activityView } from "../view/activity.ts";
import { todayIn } from "../view/words.ts";
import type { Route } from "./+types/activity.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { locale, timeZone } = context.get(preferencesContext);
  const { room } = params;
  const today = todayIn(timeZone);
  const [shown, about] = await together([
    ask(context, showActivity, { room, activity: params.activity }),
    ask(context, threadsAbout, { room, subjectType: "activity", subject: params.activity }),
  ]);
  const activity = activityView(shown, locale, today);
  const { audiences } = activity.tailor ? await ask(context, audiencesMine, { room }) : { audiences: [] };
  return { activity, about, audiences, today, language: locale };
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
      {activity.audience.kind === "room" ? (
        <Body loaderData={loaderData} answer={actionData} room={params.room} />
      ) : (
        <Backstage {...tone(activity.audience)}>
          <Body loaderData={loaderData} answer={actionData} room={params.room} />
        </Backstage>
      )}
      <div className="mt-8 grid gap-8">
        <ThreadsPanel room={params.room} about={loaderData.about} />
        <Section title={t("history")}>
          <History activity={activity} />
        </Section>
      </div>
    </Page>
  );
}

/** Everything of the activity but its conversations, which have readers of their own. */
function Body({
  loaderData,
  answer,
  room,
}: {
  loaderData: Route.ComponentProps["loaderData"];
  answer: unknown;
  room: string;
}) {
  const t = useMessages(processRoomMessages);
  const { activity } = loaderData;
  const nothing = activity.needs.length + activity.makes.length === 0;
  return (
    <>
      {activity.state === "waiting" && activity.waitingFor && (
        <Notice tone="warning" title={t(`waiting-${activity.waitingFor}`)}>
          {activity.note}
          <p className="mt-2 text-sm">
            {t(activity.events.includes("resume") ? "waiting-then" : "waiting-answer")}
          </p>
        </Notice>
      )}
      {activity.state === "dropped" && activity.note && (
        <Notice title={t("dropped-because")}>{activity.note}</Notice>
      )}
      <div className="mt-4 grid gap-8 lg:grid-cols-[3fr_2fr]">
        <div className="min-w-0">
          {activity.events.some((event) => event !== "drop") && (
            <Section title={t("doing")}>
              <Doing activity={activity} today={loaderData.today} answer={answer} />
            </Section>
          )}
          <Section title={t("participants")}>
            <Participants activity={activity} answer={answer} />
          </Section>
          {!nothing && (
            <Section title={t("artefacts")}>
              <Artefacts room={room} activity={activity} />
            </Section>
          )}
        </div>
        <div className="min-w-0">
          <Section title={t("facts")}>
            <Facts room={room} activity={activity} />
            <div className="mt-4">
              <PeopleList label={t("seen-by")} people={activity.seenBy} />
            </div>
          </Section>
          {activity.tailor && (
            <Section title={t("tailor")}>
              <Tailoring
                activity={activity}
                audiences={loaderData.audiences}
                language={loaderData.language}
                answer={answer}
              />
            </Section>
          )}
        </div>
      </div>
    </>
  );
}
