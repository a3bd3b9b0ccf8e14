import { Link, redirect } from "react-router";
import { ThreadsPanel } from "#features/conversations/components/index.ts";
import { threadsAbout } from "#features/conversations/index.ts";
import { enterPhase, type Wording } from "#features/process/index.ts";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages } from "#platform/i18n/index.ts";
import { act, ask, together } from "#platform/operations/form.ts";
import { AudienceTag, Page, StateMark } from "#ui/index.ts";
import { Behind } from "../components/Behind.tsx";
import { useSpoken } from "../components/words.ts";
import * as gates from "../index.ts";
import { gateMessages } from "../messages.ts";
import type { Route } from "./+types/gate.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, gate } = params;
  const [shown, about] = await together([
    ask(context, gates.showGate, { room, gate }),
    ask(context, threadsAbout, { room, subjectType: "gate", subject: gate }),
  ]);
  return { shown, about };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const [intent, about] = String(form.get("intent")).split(":");
  const { room } = params;
  const done = await (() => {
    switch (intent) {
      case "submit":
        return act(context, gates.submitGate, form, params);
      case "vote":
        return act(context, gates.voteOnGate, form, params);
      case "recall":
        return act(context, gates.recallGate, form, params);
      case "reopen":
        return act(context, gates.reopenGate, form, params);
      case "close":
        return act(context, gates.closeGate, form, params);
      case "override":
        return act(context, gates.override, form, params);
      case "announce":
        return act(context, gates.announceGate, form, params);
      case "phase":
        return act(context, enterPhase, form, { room });
      case "won":
        return act(context, gates.tellOutcome, form, { room, outcome: "won" });
      case "judge":
        return act(context, gates.judge, form, { ...params, criterion: about });
      case "evidence":
        return act(context, gates.addEvidence, form, { ...params, criterion: about });
      case "take-back":
        return act(context, gates.takeEvidenceBack, form, params);
      case "fulfil":
        return act(context, gates.fulfilCondition, form, { ...params, condition: about });
      case "delegate":
        return act(context, gates.delegate, form, { room });
      case "end-delegation":
        return act(context, gates.endDelegation, form, { room });
      case "deciders":
        return act(context, gates.nameDeciders, form, { room, role: about });
      default:
        throw new Response(null, { status: 400 });
    }
  })();
  return "ok" in done ? redirect(`/rooms/${room}/process/gates/${params.gate}`) : done;
}

export const meta: Route.MetaFunction = (args) => {
  const root = args.matches.find((match) => match?.id === "root")?.loaderData as
    | { reading?: { locale?: string } }
    | undefined;
  const words: Wording = args.loaderData?.shown?.title ?? {};
  return pageTitle(args, null, words[root?.reading?.locale ?? "en"] ?? words.text ?? words.en ?? "");
};

export default function Gate({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const words = useAudienceWords();
  const room = useRoom();
  const { shown, about } = loaderData;
  const title = spoken(shown.title);
  const process = `/rooms/${params.room}/process`;
  const { notice } = shown;
  const marks = { passed: "go", held: "hold", stopped: "no-go", open: "open" } as const;
  return (
    <Page
      title={title}
      lede={spoken(shown.question)}
      crumbs={[{ to: process, label: t("process") }]}
      crumbsLabel={t("process")}
      aside={
        <>
          <AudienceTag {...words(shown.audience)} />
          {shown.plannedOn && <span>{t("planned", { date: format.date(shown.plannedOn) })}</span>}
          {notice ? (
            <StateMark
              state={marks[notice.told]}
              label={t("told-on", { told: t(`notice-${notice.told}`), date: format.date(notice.on) })}
            />
          ) : (
            // The supplier's team reads below how it stands.
            !shown.decision && <StateMark state="planned" label={t("notice-open")} />
          )}
        </>
      }
    >
      {room.state === "lost" && room.side !== "partner" && (
        <p className="mb-4">
          <Link className="link" to={`${process}/loss`}>
            {t("loss-link")}
          </Link>
        </p>
      )}
      {shown.decision && <Behind decision={shown.decision} notice={notice} answer={actionData} {...params} />}
      <div className="mt-8">
        <ThreadsPanel room={params.room} about={about} />
      </div>
    </Page>
  );
}
