import { Link, redirect } from "react-router";
import { visit } from "#features/activity/index.ts";
import { activityMessages } from "#features/activity/messages.ts";
import { useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useMessages, useProblemWords } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import { Notice, Page, Section } from "#ui/index.ts";
import { Changes } from "../components/Changes.tsx";
import { Contacts } from "../components/Contacts.tsx";
import { FirstSteps } from "../components/FirstSteps.tsx";
import { NextMeeting } from "../components/NextMeeting.tsx";
import { inOrder, useWaitingLines } from "../components/useWaitingLines.ts";
import { WaitingList } from "../components/WaitingList.tsx";
import { WhereWeAre } from "../components/WhereWeAre.tsx";
import { overviewMessages } from "../messages.ts";
import { roomOverview } from "../queries/room.ts";
import type { Route } from "./+types/room.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, roomOverview, { room: params.room });

/** "Mark as seen": puts the list of changes away. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const answer = await act(context, visit, await request.formData(), { room: params.room });
  return "ok" in answer ? redirect(`/rooms/${params.room}#changes`) : answer;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, overviewMessages, "title");

/** Where the project stands, what waits for whom, what has changed, the next meeting, whom to call. */
export default function RoomOverview({ loaderData, actionData }: Route.ComponentProps) {
  const { phases, waiting, decisions, documents, comments, answers, meeting, contacts, changes, firstSteps } =
    loaderData;
  const t = useMessages(overviewMessages);
  const room = useRoom();
  const lines = useWaitingLines();
  const words = useProblemWords(activityMessages);
  const mine = inOrder([
    ...decisions.filter((item) => item.mine).map(lines.decision),
    ...documents.filter((item) => item.mine).map(lines.document),
    ...waiting.filter((item) => item.mine).map(lines.activity),
    ...comments.map(lines.comment),
    ...answers.map(lines.answer),
  ]);
  const others = inOrder([
    ...decisions.filter((item) => !item.mine).map(lines.decision),
    ...documents.filter((item) => !item.mine).map(lines.document),
    ...waiting.filter((item) => !item.mine).map(lines.activity),
  ]);
  return (
    <Page
      title={t("title")}
      actions={
        <Link className="link" to="details">
          {t("about-room")}
        </Link>
      }
    >
      {actionData && <Notice tone="problem" live title={words(actionData.problem)} />}
      <WhereWeAre phases={phases} room={room.id} />
      <div className="mt-10 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0">
          {!room.viewing && <FirstSteps steps={firstSteps} room={room.id} />}
          <Section title={t("waits-you")}>
            <WaitingList lines={mine} none={t("waits-you-none")} />
          </Section>
          <Section title={t("waits-other")}>
            <WaitingList lines={others} none={t("waits-other-none")} />
          </Section>
        </div>
        <div className="min-w-0 lg:row-span-2">
          <NextMeeting meeting={meeting} room={room.id} />
          <Contacts contacts={contacts} lead={room.role === "lead" && !room.viewing} />
        </div>
        <div className="min-w-0">
          <Changes changes={changes} room={room.id} viewing={room.viewing} />
        </div>
      </div>
    </Page>
  );
}
