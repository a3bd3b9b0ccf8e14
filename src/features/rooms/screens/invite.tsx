import { Form, redirect } from "react-router";
import { languages, pageTitle, useMessages, useReading, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  ButtonLink,
  Checkbox,
  Disclosure,
  ErrorSummary,
  Notice,
  Page,
  RadioGroup,
  Section,
  Select,
  SubmitButton,
  TextField,
} from "#ui/index.ts";
import { invite } from "../commands/invitations.ts";
import { addColleague } from "../commands/members.ts";
import { CopyField } from "../components/CopyField.tsx";
import { RolesExplained, useRoleOptions } from "../components/Roles.tsx";
import { useRoom } from "../components/useRoom.ts";
import { roomsMessages } from "../messages.ts";
import { inviting } from "../queries/inviting.ts";
import type { Route } from "./+types/invite.ts";

export const meta: Route.MetaFunction = (args) => pageTitle(args, roomsMessages, "invite-title");

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, inviting, { room: params.room });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  if (form.get("intent") === "colleague") {
    const done = await act(context, addColleague, form, { room: params.room });
    return "ok" in done ? redirect(`/rooms/${params.room}/people`) : done;
  }
  const done = await act(context, invite, form, { room: params.room });
  return "ok" in done ? { ok: true as const, invited: done.value } : done;
}

/** Bringing somebody in: a colleague at once, everybody else by a personal invitation. */
export default function Invite({ loaderData, actionData }: Route.ComponentProps) {
  const t = useMessages(roomsMessages);
  const room = useRoom();
  const crumbs = [{ to: `/rooms/${room.id}/people`, label: t("people") }];
  const done = actionData && "invited" in actionData ? actionData.invited : undefined;
  if (done)
    return (
      <Page title={t("invite-sent", { name: done.name })} crumbs={crumbs} crumbsLabel={t("people")}>
        {done.link ? (
          <CopyField
            key={done.link}
            label={t("invite-link", { name: done.name })}
            hint={t("invite-link-note", { email: done.email })}
            value={done.link}
          />
        ) : (
          <Notice tone="success" live>
            {t("invite-sent-mail", { email: done.email })}
          </Notice>
        )}
        <div className="actions mt-6">
          <ButtonLink to=".">{t("invite-more")}</ButtonLink>
          <ButtonLink look="quiet" to={crumbs[0]?.to ?? ""}>
            {t("people")}
          </ButtonLink>
        </div>
      </Page>
    );
  return (
    <Page title={t("invite-title")} lede={t("invite-note")} crumbs={crumbs} crumbsLabel={t("people")}>
      <InviteForm {...loaderData} answer={actionData} />
      {loaderData.colleagues.length > 0 && (
        <Colleague colleagues={loaderData.colleagues} answer={actionData} />
      )}
    </Page>
  );
}

function Colleague({
  colleagues,
  answer,
}: {
  colleagues: readonly { id: string; name: string; title: string }[];
  answer: unknown;
}) {
  const t = useMessages(roomsMessages);
  const refusal = useRefusal(answer, [roomsMessages], "colleague");
  const roleOptions = useRoleOptions();
  return (
    <Section title={t("add-colleague")} note={t("add-colleague-note")}>
      <Form method="post" className="form">
        <ErrorSummary {...refusal.summary} />
        <Select
          name="person"
          label={t("colleague")}
          required
          empty={t("choose")}
          options={colleagues.map((one) => ({
            value: one.id,
            label: one.title ? `${one.name}, ${one.title}` : one.name,
          }))}
          defaultValue={refusal.value("person")}
          error={refusal.error("person")}
        />
        <Select
          name="role"
          id="colleague-role"
          label={t("role")}
          options={roleOptions}
          defaultValue={refusal.value("role", "contributor")}
        />
        <div className="actions">
          <SubmitButton look="secondary" name="intent" value="colleague">
            {t("add-colleague")}
          </SubmitButton>
        </div>
      </Form>
    </Section>
  );
}

function InviteForm({
  sides,
  company,
  customer,
  answer,
}: {
  sides: readonly ("seller" | "buyer" | "partner")[];
  company: string;
  customer: string;
  answer: unknown;
}) {
  const t = useMessages(roomsMessages);
  const room = useRoom();
  const reading = useReading();
  const roleOptions = useRoleOptions();
  const refusal = useRefusal(answer, [roomsMessages], "invite");
  const first = room.side === "seller" && sides.includes("buyer");
  const side = refusal.value("side", first ? "buyer" : sides[0]);
  const field = (name: string, start?: string) => ({
    name,
    defaultValue: refusal.value(name, start),
    error: refusal.error(name),
  });
  return (
    <Section title={t("invite-by-link")}>
      <Form method="post" className="form">
        <ErrorSummary
          {...refusal.summary}
          labels={{ name: t("name"), email: t("email"), company: t("company") }}
        />
        <RadioGroup
          {...field("side", side)}
          label={t("invite-side")}
          required
          options={sides.map((one) => ({
            value: one,
            label:
              one === "partner"
                ? t("invite-side-partner")
                : one === room.side
                  ? t("invite-side-own")
                  : t("invite-side-buyer-first"),
            hint:
              one === "partner"
                ? t("invite-side-partner-hint")
                : one === room.side
                  ? undefined
                  : t("invite-side-buyer-first-hint"),
          }))}
        />
        <TextField {...field("name")} label={t("name")} required maxLength={120} autoComplete="off" />
        <TextField {...field("email")} label={t("email")} type="email" required autoComplete="off" />
        <TextField
          {...field("company")}
          label={t("company")}
          hint={t("invite-company-hint", { company, customer, first: String(first) })}
          maxLength={200}
        />
        <div className="grid gap-2">
          <Select
            {...field("role", first ? "" : "contributor")}
            label={t("role")}
            required={!first}
            // Right whomever is chosen above, also after changing one's mind, and without JavaScript.
            empty={first ? t("invite-role-usual") : undefined}
            options={roleOptions}
          />
          <RolesExplained />
        </div>
        {(room.side === "buyer" || first) && (
          <div className="for-customer">
            <Checkbox
              name="commercial"
              label={t("commercial")}
              hint={t("invite-commercial-hint")}
              defaultChecked={refusal.ticked("commercial", first)}
            />
          </div>
        )}
        <Select
          {...field("locale", reading.locale)}
          label={t("language")}
          options={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        />
        <Disclosure
          summary={t("invite-extra")}
          open={Boolean(refusal.error("title") || refusal.error("team"))}
        >
          <div className="form">
            <TextField {...field("title")} label={t("title")} optional={t("optional")} maxLength={120} />
            <TextField {...field("team")} label={t("team")} optional={t("optional")} hint={t("team-hint")} />
          </div>
        </Disclosure>
        <div className="actions">
          <SubmitButton name="intent" value="invite">
            {t("invite-send")}
          </SubmitButton>
        </div>
      </Form>
    </Section>
  );
}
