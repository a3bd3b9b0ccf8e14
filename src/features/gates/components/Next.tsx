import type { ReactNode } from "react";
import { useMessages } from "#platform/i18n/index.ts";
import { ButtonLink, Section } from "#ui/index.ts";
import { gateMessages } from "../messages.ts";
import type { GateShown } from "../queries/gate.ts";
import { ActForm } from "./ActForm.tsx";
import { useSpoken } from "./words.ts";

/** What the lead may tell everyone in the room after a decision: each is an act of its own and says who will read it. */
export function Next(props: {
  decision: NonNullable<GateShown["decision"]>;
  answer: unknown;
  room: string;
  gate: string;
}): ReactNode {
  const t = useMessages(gateMessages);
  const spoken = useSpoken();
  const { answer, room, gate } = props;
  const { phase, outcome } = props.decision.next;
  if (!phase && !outcome) return null;
  return (
    <Section title={t("next")} note={t("next-note")}>
      <div className="no-print grid grid-cols-1 gap-4">
        {outcome === "won" && (
          <ActForm
            intent="won"
            version={0}
            answer={answer}
            submit={t("next-won")}
            text={t("next-won-text")}
          />
        )}
        {phase && (
          <ActForm
            intent="phase"
            version={phase.version}
            answer={answer}
            submit={t("next-phase", { phase: spoken(phase.title) })}
            text={t("next-phase-text", { phase: spoken(phase.title) })}
          >
            {() => <input type="hidden" name="phase" value={phase.id} />}
          </ActForm>
        )}
        {outcome === "lost" && (
          <div className="form">
            <p className="text-muted">{t("next-lost-text")}</p>
            <div className="actions">
              <ButtonLink to={`/rooms/${room}/process/loss?gate=${gate}`}>{t("next-lost")}</ButtonLink>
            </div>
          </div>
        )}
      </div>
    </Section>
  );
}
