import { Link, redirect } from "react-router";
import { ThreadsPanel } from "#features/conversations/components/index.ts";
import { threadsAbout } from "#features/conversations/index.ts";
import { enterPhase, type Wording } from "#features/process/index.ts";
import { processMessages } from "#features/process/messages.ts";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  AudienceTag,
  Backstage,
  DefinitionList,
  ErrorSummary,
  Notice,
  Page,
  Section,
  StateMark,
} from "#ui/index.ts";
import { Acts, Deciders } from "../components/Acts.tsx";
import { Criteria } from "../components/Criteria.tsx";
import { Next } from "../components/Next.tsx";
import { Conditions, Rounds, Seats } from "../components/Rounds.tsx";
import { useReasonWords, useSpoken } from "../components/words.ts";
import * as gates from "../index.ts";
import { gateMessages, gateProblems } from "../messages.ts";
import type { GateShown } from "../queries/gate.ts";
import type { Route } from "./+types/gate.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const { room, gate } = params;
  const [shown, about] = await Promise.all([
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
          {notice && (
            <StateMark
              state={marks[notice.told]}
              label={t("told-on", { told: t(`notice-${notice.told}`), date: format.date(notice.on) })}
            />
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
      {shown.decision && <Behind decision={shown.decision} answer={actionData} {...params} />}
      <ThreadsPanel room={params.room} about={about} />
    </Page>
  );
}

/** All by which a gate is decided: the supplier's, on its tint. */
function Behind(props: {
  decision: NonNullable<GateShown["decision"]>;
  answer: unknown;
  room: string;
  gate: string;
}) {
  const { decision, answer, room, gate } = props;
  const t = useMessages(gateMessages);
  const p = useMessages(processMessages);
  const format = useFormat();
  const spoken = useSpoken();
  const reason = useReasonWords();
  const words = useAudienceWords();
  const taken = useRefusal(answer, gateProblems, "take-back");
  const {
    me: { id: me },
    viewing,
  } = useRoom();
  const [round] = decision.rounds;
  const waiting = decision.rounds[0]?.seats
    .filter(({ key }) => decision.awaited.includes(key))
    .map(({ role }) => spoken(role));
  const rule =
    typeof decision.rule === "object"
      ? t("rule-at-least", { count: decision.rule.atLeast })
      : t(`rule-${decision.rule as "any"}`);
  return (
    <Backstage {...words(decision.audience)}>
      <div className="grid grid-cols-1 gap-6">
        <ErrorSummary {...taken.summary} />
        <DefinitionList
          items={[
            {
              term: t("state"),
              value: round?.decision
                ? p(`outcome-${round.decision.ending}`)
                : round && (round.state === "submitted" || round.state === "preparing")
                  ? p(`gate-state-${round.state}`)
                  : "",
            },
            {
              term: t("amount"),
              value: decision.amount && format.money(decision.amount.minor, decision.amount.currency),
            },
            {
              term: t("score"),
              value:
                decision.score !== null &&
                t("score-of", { score: Math.floor(decision.score), pass: decision.passScore ?? 0 }),
            },
            { term: t("rule"), value: rule },
            {
              term: t("vote"),
              value: waiting && waiting.length > 0 && t("awaits", { names: waiting.join(", ") }),
            },
          ]}
        />
        {decision.changed.length > 0 && (
          <Notice tone="warning" title={t("changed")}>
            <ul>
              {decision.changed.map((one) => (
                <li key={JSON.stringify(one)}>{reason(one)}</li>
              ))}
            </ul>
            <p>{t("changed-text")}</p>
          </Notice>
        )}
        {round?.state === "preparing" && (
          <Notice
            tone={decision.blocking.length + decision.unfilled.length > 0 ? "info" : "success"}
            title={decision.blocking.length + decision.unfilled.length > 0 ? t("blocking") : t("all-met")}
          >
            <ul>
              {[...decision.blocking, ...decision.unfilled].map((one) => (
                <li key={JSON.stringify(one)}>{reason(one)}</li>
              ))}
            </ul>
          </Notice>
        )}
        {!viewing && <Next decision={decision} answer={answer} room={room} gate={gate} />}
        {!viewing && <Acts decision={decision} answer={answer} />}
        <Criteria room={room} decision={decision} answer={answer} />
        <Section title={t("deciders")}>
          <Seats
            seats={round?.state === "preparing" ? decision.deciding : (round?.seats ?? [])}
            votes={round?.votes ?? []}
          />
          {!viewing && <Deciders decision={decision} answer={answer} me={me} />}
        </Section>
        <Conditions decision={decision} answer={answer} />
        <Rounds rounds={decision.rounds} />
      </div>
    </Backstage>
  );
}
