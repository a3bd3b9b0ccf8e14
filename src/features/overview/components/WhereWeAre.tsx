import { Link } from "react-router";
import type { PhaseShown } from "#features/process/index.ts";
import { useMessages, useReading } from "#platform/i18n/index.ts";
import { Progress, Section } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";
import { spoken } from "./spoken.ts";

/** The phases of the sale as one line, the same for both sides. */
export function WhereWeAre({ phases, room }: { phases: PhaseShown[]; room: string }) {
  const t = useMessages(overviewMessages);
  const { locale } = useReading();
  const at = phases.findIndex((phase) => phase.state === "current");
  const current = phases[at];
  return (
    <Section
      title={t("where")}
      actions={
        <Link className="link" to={`/rooms/${room}/process`}>
          {t("where-open")}
        </Link>
      }
    >
      {phases.length === 0 ? (
        <p className="text-muted">{t("where-none")}</p>
      ) : (
        <Progress
          label={t("where")}
          now={
            current
              ? t("here", { number: at + 1, count: phases.length, phase: spoken(current.title, locale) })
              : ""
          }
          steps={phases.map((phase) => ({
            key: phase.id,
            label: spoken(phase.short, locale),
            note:
              phase.state === "current" &&
              phase.of > 0 &&
              t("phase-count", { done: phase.done, of: phase.of }),
            state: phase.state,
            stateLabel: t(`phase-${phase.state}`),
          }))}
        />
      )}
    </Section>
  );
}
