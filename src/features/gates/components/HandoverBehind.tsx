import type { ReactNode } from "react";
import { useAudienceWords, useRoom } from "#features/rooms/components/index.ts";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, RadioGroup, Section, StateMark, TextArea } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import { ActForm } from "./ActForm.tsx";
import { Checklist, type Passing, Teams } from "./HandoverParts.tsx";

/** Teams, checklist and answers: the supplier's, on its tint. */
export function HandoverBehind({ passing, answer }: { passing: Passing; answer: unknown }): ReactNode {
  const t = useMessages(gateMessages);
  const format = useFormat();
  const words = useAudienceWords();
  const { viewing } = useRoom();
  const marks = { preparing: "planned", offered: "waiting", accepted: "done", refused: "blocked" } as const;
  const { may, version } = passing;
  return (
    <Backstage {...words(passing.audience)}>
      <div className="grid grid-cols-1 gap-8 [&>.section]:mt-0">
        <p>
          <StateMark state={marks[passing.state]} label={t(`handover-state-${passing.state}`)} />
        </p>
        {may.answer && !viewing && (
          <Section title={t("handover-answer")}>
            <ActForm
              intent="answer"
              version={version}
              answer={answer}
              submit={t("handover-send")}
              text={t("handover-accept-text")}
            >
              {(refusal) => (
                <>
                  <RadioGroup
                    name="answer"
                    label={t("handover-accept-question")}
                    required
                    defaultValue={refusal.value("answer")}
                    options={[
                      { value: "accepted", label: t("handover-accept") },
                      { value: "refused", label: t("handover-refuse") },
                    ]}
                  />
                  <TextArea
                    name="reason"
                    label={t("reason")}
                    optional={t("optional")}
                    hint={t("handover-reason-hint")}
                    rows={3}
                    maxLength={2000}
                    defaultValue={refusal.value("reason")}
                    error={refusal.error("reason")}
                  />
                </>
              )}
            </ActForm>
          </Section>
        )}
        <Teams passing={passing} answer={answer} />
        <Checklist passing={passing} answer={answer} />
        {may.offer && !viewing && (
          <ActForm
            intent="offer"
            version={version}
            answer={answer}
            submit={t("handover-offer")}
            text={t("handover-offer-text")}
          />
        )}
        <Section title={t("handover-history")}>
          {passing.turns.length === 0 && <p className="text-muted">{t("handover-no-turns")}</p>}
          <ol className="grid grid-cols-1 gap-2">
            {passing.turns.map((turn) => (
              <li key={turn.offeredAt}>
                {t("handover-offered", { name: turn.offeredBy, when: format.dateTime(turn.offeredAt) })}
                {turn.answer && turn.answeredAt && (
                  <>
                    <span className="flex flex-wrap items-center gap-x-2">
                      <StateMark state={marks[turn.answer]} label={t(`handover-state-${turn.answer}`)} />
                      <span className="text-muted text-sm">
                        {t("who-when", {
                          name: turn.answeredBy ?? "",
                          when: format.dateTime(turn.answeredAt),
                        })}
                      </span>
                    </span>
                    {turn.reason && <p className="whitespace-pre-line">{turn.reason}</p>}
                  </>
                )}
              </li>
            ))}
          </ol>
        </Section>
      </div>
    </Backstage>
  );
}
