import type { ReactNode } from "react";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { Backstage, DefinitionList, ErrorSummary, fieldId, Notice, Section } from "#ui/index.ts";
import { gateMessages, gateProblems } from "../messages.ts";
import type { GateShown } from "../queries/gate.ts";
import { Acts } from "./Acts.tsx";
import { Criteria } from "./Criteria.tsx";
import { Deciders } from "./Deciders.tsx";
import { Next } from "./Next.tsx";
import { CAUSES, Conditions, Rounds, Seats, Standing, Why } from "./Rounds.tsx";
import { type Deciding, useReasonWords, useSpoken } from "./words.ts";

/** All by which a gate is decided: the supplier's, on its tint. */
export function Behind(props: {
  decision: Deciding;
  /** What those who see the gate have been told. */
  notice: GateShown["notice"];
  answer: unknown;
  room: string;
  gate: string;
}): ReactNode {
  const { decision, notice, answer, room, gate } = props;
  const t = useMessages(gateMessages);
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
  const cause = CAUSES.find((one) => one === round?.opened?.cause);
  const waiting = decision.rounds[0]?.seats
    .filter(({ key }) => decision.awaited.includes(key))
    .map(({ role }) => spoken(role));
  const missing = [...decision.blocking, ...decision.unfilled];
  const carried = decision.conditions.list.filter(
    (one) => one.state !== "met" && one.round !== round?.number,
  );
  const rule =
    typeof decision.rule === "object"
      ? t("rule-at-least", { count: decision.rule.atLeast })
      : t(`rule-${decision.rule as "any"}`);
  return (
    <Backstage {...words(decision.audience)}>
      <div className="grid grid-cols-1 gap-8 [&>.section]:mt-0">
        <ErrorSummary {...taken.summary} />
        <DefinitionList
          items={[
            { term: t("state"), value: round && <Standing round={round} /> },
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
            { term: t("awaits-term"), value: waiting && waiting.length > 0 && waiting.join(", ") },
          ]}
        />
        {round?.state === "preparing" && round.opened && cause && (
          <Notice tone="warning" title={t("opened-again", { cause: t(`cause-${cause}`) })}>
            <Why opened={round.opened} />
          </Notice>
        )}
        {notice && decision.tellable && decision.tellable !== notice.told && (
          <Notice
            title={t("told-differs", { date: format.date(notice.on), told: t(`notice-${notice.told}`) })}
          >
            <p>{t("told-differs-text")}</p>
          </Notice>
        )}
        {decision.changed.length > 0 && (
          <Notice tone="warning" title={t("changed")}>
            <ul>
              {decision.changed.map((one) => (
                <li key={JSON.stringify(one)}>{reason(one)}</li>
              ))}
            </ul>
            <p>{t(round?.state === "submitted" ? "changed-submitted" : "changed-decided")}</p>
          </Notice>
        )}
        {carried.length > 0 && (
          <Notice tone="warning" title={t("conditions-carried", { count: carried.length })}>
            <ul>
              {carried.map((one) => (
                <li key={one.id}>
                  {one.text} ({one.owner.name}, {format.date(one.due)})
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {round?.state === "preparing" && (
          <Notice
            tone={missing.length > 0 ? "info" : "success"}
            title={missing.length > 0 ? t("blocking") : t("all-met")}
          >
            <ul>
              {missing.map((one, place) => (
                <li key={JSON.stringify(one)} id={fieldId(`missing-${place}`)}>
                  {reason(one)}
                </li>
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
