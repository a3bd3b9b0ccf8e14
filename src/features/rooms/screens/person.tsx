import { Form, redirect, useSearchParams } from "react-router";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  Button,
  ButtonLink,
  Checkbox,
  DefinitionList,
  Dialog,
  EditForm,
  ErrorSummary,
  Notice,
  Page,
  Section,
  SubmitButton,
  TextField,
} from "#ui/index.ts";
import { hideContact, showContact } from "../commands/contacts.ts";
import { changeMember, removeMember } from "../commands/members.ts";
import { ContactForm } from "../components/ContactForm.tsx";
import { RoleField } from "../components/Roles.tsx";
import { useRoom } from "../components/useRoom.ts";
import { roomsMessages } from "../messages.ts";
import { oneMember } from "../queries/member.ts";
import type { Route } from "./+types/person.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, null, args.loaderData?.name ?? "");

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, oneMember, { room: params.room, person: params.person });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const intent = form.get("intent");
  const address = { room: params.room, person: params.person };
  if (intent === "remove") {
    const done = await act(context, removeMember, form, address);
    return "ok" in done ? redirect(`/rooms/${params.room}/people`) : done;
  }
  const done =
    intent === "contact"
      ? await act(context, showContact, form, address)
      : intent === "hide"
        ? await act(context, hideContact, form, address)
        : await act(context, changeMember, form, address);
  return "ok" in done ? { ok: true as const, value: done.value, intent: String(intent) } : done;
}

/** One person in the room, and what a lead of the same side changes about them. */
export default function RoomPerson({ loaderData: member, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const format = useFormat();
  const room = useRoom();
  const [search] = useSearchParams();
  const leads = room.rights.includes("room.lead") && !room.viewing;
  const removal = useRefusal(actionData, [roomsMessages], "remove");
  return (
    <Page
      title={member.name}
      crumbs={[{ to: `/rooms/${room.id}/people`, label: t("people") }]}
      crumbsLabel={t("people")}
      lede={[member.title, member.company].filter(Boolean).join(", ")}
    >
      {actionData?.ok && (
        <Notice tone="success" live>
          {t("saved")}
        </Notice>
      )}
      {member.mine && leads && search.get("confirm") === "remove" && (
        <Dialog title={t("remove-confirm", { name: member.name })} closeTo="." closeLabel={t("cancel")}>
          <p>{t("remove-note", { name: member.name })}</p>
          <Form method="post" action="." className="actions mt-4">
            <SubmitButton look="danger" name="intent" value="remove">
              {t("remove")}
            </SubmitButton>
            <ButtonLink look="quiet" to="." preventScrollReset>
              {t("cancel")}
            </ButtonLink>
          </Form>
        </Dialog>
      )}
      <ErrorSummary {...removal.summary} />
      <DefinitionList
        items={[
          { term: t("side"), value: t(`side-one-${member.side}`) },
          { term: t("role"), value: `${t(`role-${member.role}`)}: ${t(`role-${member.role}-may`)}` },
          { term: t("team"), value: member.team },
          { term: t("sees"), value: member.commercial && t("sees-commercial") },
          {
            term: t("invite"),
            value: member.host && t("side-partner-host", { side: member.host }),
          },
          { term: t("enter-reason"), value: member.entryReason },
          { term: t("since"), value: format.date(member.joinedAt) },
        ]}
      />
      {member.mine && leads && <ChangeForm member={member} answer={actionData} />}
      {member.mine && leads && <ContactForm member={member} answer={actionData} />}
      {leads && member.id !== room.me.id && (
        <Section title={t("view-as-title")} note={t("view-as-note", { name: member.name })}>
          <Form method="post" action={`/rooms/${room.id}/view-as`}>
            <input type="hidden" name="person" value={member.id} />
            <Button icon="eye" name="intent" value="start">
              {t("view-as-short", { name: member.name })}
            </Button>
          </Form>
        </Section>
      )}
      {member.mine && leads && member.id !== room.me.id && (
        <Section title={t("remove")}>
          <ButtonLink look="danger" to="?confirm=remove" preventScrollReset>
            {t("remove")}
          </ButtonLink>
        </Section>
      )}
    </Page>
  );
}

function ChangeForm({ member, answer }: { member: Route.ComponentProps["loaderData"]; answer: unknown }) {
  const t = useMessages(roomsMessages);
  const refusal = useRefusal(answer, [roomsMessages], "change");
  return (
    <Section title={t("role-and-team")}>
      <EditForm
        version={member.version}
        refusal={refusal}
        send={{ name: "intent", value: "change" }}
        fields={{
          role: { label: t("role"), show: (value) => t(`role-${value as typeof member.role}`) },
          team: t("team"),
          ...(member.side === "buyer" && {
            commercial: t("commercial"),
          }),
        }}
      >
        <RoleField
          lead={member.side !== "partner"}
          defaultValue={refusal.value("role", member.role)}
          error={refusal.error("role")}
        />
        <TextField
          name="team"
          label={t("team")}
          optional={t("optional")}
          hint={t("team-hint")}
          defaultValue={refusal.value("team", member.team)}
          error={refusal.error("team")}
        />
        {member.side === "buyer" && (
          <Checkbox
            name="commercial"
            label={t("commercial")}
            hint={t("commercial-hint")}
            defaultChecked={refusal.ticked("commercial", member.commercial)}
          />
        )}
        <div className="actions">
          <SubmitButton name="intent" value="change">
            {t("save")}
          </SubmitButton>
        </div>
      </EditForm>
    </Section>
  );
}
