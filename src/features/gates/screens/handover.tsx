import { redirect } from "react-router";
import { ThreadsPanel } from "#features/conversations/components/index.ts";
import { threadsAbout } from "#features/conversations/index.ts";
import type { Wording } from "#features/process/index.ts";
import { useAudienceWords } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { AudienceTag, Notice, Page } from "#ui/index.ts";
import { HandoverBehind } from "../components/HandoverBehind.tsx";
import { useSpoken } from "../components/words.ts";
import * as gates from "../index.ts";
import { gateMessages } from "../messages.ts";
import type { Route } from "./+types/handover.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, handover } = params;
  const [shown, about] = await together([
    ask(context, gates.showHandover, { room, handover }),
    ask(context, threadsAbout, { room, subjectType: "handover", subject: handover }),
  ]);
  return { shown, about };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [intent, about] = String(form.get("intent")).split(":");
  const done = await (() => {
    switch (intent) {
      case "teams":
        return act(context, gates.nameHandoverTeams, form, params);
      case "check":
        return act(context, gates.checkHandoverItem, form, { ...params, item: about });
      case "offer":
        return act(context, gates.offerHandover, form, params);
      case "answer":
        return act(context, gates.answerHandover, form, params);
      default:
        throw new Response(null, { status: 400 });
    }
  })();
  return "ok" in done ? redirect(`/rooms/${params.room}/process/handovers/${params.handover}`) : done;
}

export const meta: Route.MetaFunction = (args) => {
  const root = args.matches.find((match) => match?.id === "root")?.loaderData as
    | { reading?: { locale?: string } }
    | undefined;
  const words: Wording = args.loaderData?.shown?.title ?? {};
  return pageTitle(args, null, words[root?.reading?.locale ?? "en"] ?? words.text ?? words.en ?? "");
};

export default function HandoverScreen({ loaderData, actionData, params }: Route.ComponentProps) {
  const { shown, about } = loaderData;
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const words = useAudienceWords();
  const title = spoken(shown.title);
  const process = `/rooms/${params.room}/process`;
  const { notice } = shown;
  return (
    <Page
      title={title}
      lede={shown.plannedOn ? t("handover-planned", { date: format.date(shown.plannedOn) }) : undefined}
      crumbs={[{ to: process, label: t("process") }]}
      crumbsLabel={t("process")}
      aside={<AudienceTag {...words(shown.audience)} />}
    >
      {notice && (
        <Notice tone="success" title={t("handover-passed", { date: format.date(notice.on) })}>
          {notice.lead && (
            <p>{t("handover-passed-lead", { name: notice.lead, date: format.date(notice.on) })}</p>
          )}
        </Notice>
      )}
      {shown.passing && <HandoverBehind passing={shown.passing} answer={actionData} />}
      <div className="mt-8">
        <ThreadsPanel room={params.room} about={about} />
      </div>
    </Page>
  );
}
