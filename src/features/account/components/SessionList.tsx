import { Form } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Badge, Button, Section } from "#ui/index.ts";
import { accountMessages } from "../messages.ts";

interface Session {
  id: string;
  method: string;
  createdAt: Date;
  seenAt: Date;
  device: { browser: string; system: string } | null;
  here: boolean;
  linkBy: string | null;
}

/** Where I am signed in; everything but this window can be ended from here. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const method = (session: Session) => {
    const name = t(`method-${session.method}` as "method-code");
    if (!session.linkBy) return name;
    return session.method === "link"
      ? t("method-link-by", { maker: session.linkBy })
      : t("method-began-by", { method: name, maker: session.linkBy });
  };
  return (
    <Section
      title={t("sessions-title")}
      note={t("sessions-note")}
      actions={
        sessions.length > 1 && (
          <Form method="post">
            <Button name="intent" value="end-others">
              {t("sessions-end-others")}
            </Button>
          </Form>
        )
      }
    >
      <ul className="rows">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <div>
              <strong>
                {session.device ? t("sessions-device", session.device) : t("sessions-device-unknown")}
              </strong>{" "}
              {session.here && <Badge>{t("sessions-this")}</Badge>}
              <div className="text-muted text-sm">
                {t("sessions-since", { when: format.dateTime(session.createdAt) })} ({method(session)}
                ), {t("sessions-seen", { when: format.relative(session.seenAt) })}
              </div>
            </div>
            {!session.here && (
              <Form method="post">
                <input type="hidden" name="session" value={session.id} />
                <Button size="small" name="intent" value="end">
                  {t("sessions-end")}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
