import { Form, redirect } from "react-router";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  ButtonLink,
  Disclosure,
  EmptyState,
  ErrorSummary,
  Notice,
  Page,
  Section,
  SubmitButton,
} from "#ui/index.ts";
import { renew, withdraw } from "../commands/invitations.ts";
import { leaveRoom } from "../commands/members.ts";
import { CopyField } from "../components/CopyField.tsx";
import { Invitations } from "../components/Invitations.tsx";
import { MembersTable } from "../components/MembersTable.tsx";
import { MyAudiences } from "../components/MyAudiences.tsx";
import { RolesExplained } from "../components/Roles.tsx";
import { useRoom } from "../components/useRoom.ts";
import { roomsMessages } from "../messages.ts";
import { sides } from "../model/names.ts";
import { peopleList } from "../queries/people.ts";
import type { Route } from "./+types/people.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, roomsMessages, "people");

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, peopleList, { room: params.room });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const room = { room: params.room };
  switch (form.get("intent")) {
    case "renew": {
      const done = await act(context, renew, form, room);
      return "ok" in done ? { ok: true as const, renewed: done.value, withdrawn: undefined } : done;
    }
    case "withdraw": {
      const done = await act(context, withdraw, form, room);
      return "ok" in done ? { ok: true as const, renewed: undefined, withdrawn: done.value.name } : done;
    }
    default: {
      const done = await act(context, leaveRoom, form, room);
      return "ok" in done ? redirect("/") : done;
    }
  }
}

/** Who is in the room, by side; whom my side has invited; which audiences there are for me. */
export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const room = useRoom();
  const refusal = useRefusal(actionData, [roomsMessages]);
  const { members, invitations, audiences } = loaderData;
  const leads = room.rights.includes("room.lead") && !room.viewing;
  const done = actionData?.ok ? actionData : undefined;
  // One's own side first.
  const order = [...sides].sort((a, b) => Number(b === room.side) - Number(a === room.side));
  return (
    <Page
      title={t("people")}
      lede={t("people-lede")}
      actions={
        leads && (
          <ButtonLink look="primary" icon="add" to="invite">
            {t("invite")}
          </ButtonLink>
        )
      }
    >
      <ErrorSummary {...refusal.summary} />
      {done?.withdrawn !== undefined && (
        <Notice tone="success" live>
          {t("invitation-withdrawn", { name: done.withdrawn })}
        </Notice>
      )}
      {done?.renewed && <Renewed {...done.renewed} />}
      {order.map((side) => {
        const here = members.filter((member) => member.side === side);
        if (side === "partner" && here.length === 0) return null;
        return (
          <Section key={side} title={t(`side-${side}`)}>
            {here.length === 0 ? (
              <EmptyState title={t("nobody-here")} />
            ) : (
              <MembersTable caption={t(`side-${side}`)} members={here} me={room.me.id} leads={leads} />
            )}
          </Section>
        );
      })}
      {leads && invitations.length > 0 && <Invitations invitations={invitations} side={room.side} />}
      <MyAudiences audiences={audiences} mayMake={room.rights.includes("room.publish") && !room.viewing} />
      <div className="mt-10">
        <RolesExplained />
        {!room.viewing && (
          <Disclosure summary={t("leave")}>
            <Form method="post" className="form">
              <p>{t("leave-note")}</p>
              <div className="actions">
                <SubmitButton look="danger" name="intent" value="leave">
                  {t("leave")}
                </SubmitButton>
              </div>
            </Form>
          </Disclosure>
        )}
      </div>
    </Page>
  );
}

function Renewed({ name, email, link }: { name: string; email: string; link: string | null }) {
  const t = useMessages(roomsMessages);
  if (!link)
    return (
      <Notice tone="success" live>
        {t("invitation-renewed-mail", { name })}
      </Notice>
    );
  return (
    <Notice tone="success" live>
      <CopyField
        key={link}
        label={t("invite-link", { name })}
        hint={t("invite-link-note", { email })}
        value={link}
      />
    </Notice>
  );
}
