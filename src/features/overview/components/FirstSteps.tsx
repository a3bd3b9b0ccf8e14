import { Link } from "react-router";
import { useMessages } from "#platform/i18n/index.ts";
import { Section } from "#ui/index.ts";
import { overviewMessages } from "../messages.ts";

const PLACES = { colleagues: "people/invite", contact: "people", customer: "people/invite" } as const;

/** What the lead of a new room does next; nothing once the customer is there. */
export function FirstSteps({ steps, room }: { steps: readonly (keyof typeof PLACES)[]; room: string }) {
  const t = useMessages(overviewMessages);
  if (steps.length === 0) return null;
  return (
    <Section title={t("first")} note={t("first-note")}>
      <ol className="ml-5 grid list-decimal gap-2">
        {steps.map((step) => (
          <li key={step}>
            <Link className="link" to={`/rooms/${room}/${PLACES[step]}`}>
              {t(`first-${step}`)}
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
