import { Form } from "react-router";
import { useFormat, useMessages } from "#platform/i18n/index.ts";
import { Backstage, Person, Section, SubmitButton } from "#ui/index.ts";
import { roomsMessages } from "../messages.ts";
import type { Role, Side } from "../model/room.ts";

/** The open invitations of one's own side: backstage, since the other side does not know of them yet. */
export function Invitations({
  invitations,
  side,
}: {
  invitations: readonly {
    id: string;
    name: string;
    email: string;
    company: string;
    side: Side;
    role: Role;
    expiresAt: string;
    expired: boolean;
  }[];
  side: Side;
}) {
  const t = useMessages(roomsMessages);
  const format = useFormat();
  return (
    <Section title={t("invited-by-us")}>
      <Backstage tone={side === "buyer" ? "buyer" : "seller"} label={t("audience-own")}>
        <ul className="grid gap-4">
          {invitations.map((one) => (
            <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
              <Person name={one.name} title={t(`role-${one.role}`)} company={one.company}>
                {one.email} ·{" "}
                {one.expired ? t("expired") : t("accept-by", { date: format.date(one.expiresAt) })}
              </Person>
              <Form method="post" className="actions">
                <input type="hidden" name="invitation" value={one.id} />
                <SubmitButton look="secondary" size="small" name="intent" value="renew">
                  {t("resend")}
                </SubmitButton>
                <SubmitButton look="quiet" size="small" name="intent" value="withdraw">
                  {t("withdraw")}
                </SubmitButton>
              </Form>
            </li>
          ))}
        </ul>
      </Backstage>
    </Section>
  );
}
