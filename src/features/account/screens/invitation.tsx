import { data, Form, Link } from "react-router";
import { z } from "zod";
import { Problem } from "#platform/errors.ts";
import { pageTitle, useFormat, useMessages, useReading } from "#platform/i18n/index.ts";
import { readerContext } from "#platform/identity/context.ts";
import { agentOf, enter } from "#platform/identity/cookies.ts";
import { deployment } from "#platform/identity/deployment.ts";
import { acceptAndEnter, mailInvitation, readInvitation } from "#platform/identity/invitations.ts";
import { post } from "#platform/identity/letters.ts";
import { inputProblem } from "#platform/operations/index.ts";
import { Button, ButtonLink, DefinitionList, Notice, Page, SubmitButton, TextField } from "#ui/index.ts";
import { LanguageSelect } from "../components/LanguageSelect.tsx";
import { useRefusal } from "../components/refusals.tsx";
import { accountMessages } from "../messages.ts";
import { holderOf, localeField, personName } from "../model.ts";
import type { Route } from "./+types/invitation.ts";

export const meta: Route.MetaFunction = (args) =>
  pageTitle(
    args,
    accountMessages,
    args.loaderData?.invitation?.room ? "invitation-title" : "invitation-title-colleague",
    { room: args.loaderData?.invitation?.room ?? "", supplier: args.loaderData?.supplier ?? "" },
  );

/** Tells nothing until the link is right, and then what its holder needs to decide. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const found = await readInvitation(params.token);
  const supplier = (await deployment()).name || "Frontstage";
  if (!found) return data({ invitation: null, supplier, who: null, me: null }, { status: 404 });
  const reader = context.get(readerContext);
  const who = holderOf(found, reader?.actor.personId ?? null, post().configured);
  const { room, inviter, personId: _, id: _id, byMail: _mail, ...rest } = found;
  return data(
    { invitation: { ...rest, room: room?.name ?? null, inviter }, supplier, who, me: reader?.name ?? null },
    { status: found.state === "open" ? 200 : 410 },
  );
}

const fields = z.object({
  name: personName,
  title: z.string().trim().max(120).default(""),
  locale: localeField,
});

export async function action({ context, params, request }: Route.ActionArgs) {
  const reader = context.get(readerContext);
  const form = await request.formData();
  if (form.get("intent") === "send") {
    await mailInvitation(params.token);
    return { sent: true as const };
  }
  const values = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  const parsed = fields.safeParse(reader ? { name: reader.name, title: "", locale: "en" } : values);
  const refuse = (problem: Problem) =>
    data(
      { problem: { code: problem.code, params: problem.params }, fields: problem.fields, values },
      { status: problem.status },
    );
  if (!parsed.success) return refuse(inputProblem(parsed.error));
  try {
    const { session, room, known } = await acceptAndEnter(
      params.token,
      { ...parsed.data, signedInAs: reader?.actor.personId ?? null },
      agentOf(request),
    );
    const to = room ? `/rooms/${room}` : "/";
    const stay = known || post().configured ? to : `/account/security?welcome=${encodeURIComponent(to)}`;
    return enter(request, session, stay);
  } catch (error) {
    if (error instanceof Problem) return refuse(error);
    throw error;
  }
}

export default function Invitation({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(accountMessages);
  const { invitation, supplier } = loaderData;
  if (!invitation)
    return (
      <Page title={t("invitation-unknown-title")} lede={t("invitation-unknown")}>
        {null}
      </Page>
    );
  const inviter = invitation.inviter.name;
  if (invitation.state !== "open")
    return (
      <Page
        title={t(`invitation-${invitation.state}-title`)}
        lede={t(`invitation-${invitation.state}`, { inviter })}
      >
        <ButtonLink to={loaderData.me ? "/" : "/sign-in"}>
          {t(loaderData.me ? "welcome-go" : "sign-in-title")}
        </ButtonLink>
      </Page>
    );
  const company = invitation.inviter.companyName;
  return (
    <Page
      title={
        invitation.room
          ? t("invitation-title", { room: invitation.room })
          : t("invitation-title-colleague", { supplier })
      }
      lede={company ? t("invitation-from", { inviter, company }) : t("invitation-from-alone", { inviter })}
    >
      <p className="prose mb-4">{t(invitation.room ? "invitation-what" : "invitation-what-colleague")}</p>
      <Accept {...loaderData} invitation={invitation} token={params.token} refused={actionData} />
    </Page>
  );
}

type Data = Route.ComponentProps["loaderData"];
interface AcceptProps {
  invitation: NonNullable<Data["invitation"]>;
  who: Data["who"];
  me: string | null;
  token: string;
  refused: Route.ComponentProps["actionData"];
}

/** What the one who holds the link can do, by who they are. */
function Accept({ invitation, who, me, token, refused }: AcceptProps) {
  const t = useMessages(accountMessages);
  const format = useFormat();
  const { summary, error, value } = useRefusal(refused && "problem" in refused ? refused : undefined);
  const { email } = invitation;
  const { locale } = useReading();
  const here = `/invitation/${token}`;
  const facts = (
    <DefinitionList
      items={[
        { term: t("invitation-for"), value: email },
        { term: t("account-company"), value: invitation.companyName },
        { term: t("invitation-until"), value: format.dateTime(invitation.expiresAt) },
      ]}
    />
  );
  if (who === "known")
    return (
      <div className="grid gap-4">
        {facts}
        <p>{t("invitation-known", { email })}</p>
        <div className="actions">
          <Link className="btn btn-primary" to={`/sign-in?next=${encodeURIComponent(here)}`}>
            {t("invitation-sign-in")}
          </Link>
        </div>
      </div>
    );
  if (who === "confirm")
    return (
      <div className="grid gap-4">
        {facts}
        {refused && "sent" in refused && (
          <Notice tone="success" live>
            {t("invitation-sent", { email })}
          </Notice>
        )}
        <p>{t("invitation-confirm", { email })}</p>
        <Form method="post" className="actions">
          <Button look="primary" name="intent" value="send">
            {t("invitation-send", { email })}
          </Button>
        </Form>
      </div>
    );
  if (who === "another")
    return (
      <div className="grid gap-4">
        {facts}
        <Notice tone="warning">{t("invitation-another", { name: me ?? "", email })}</Notice>
        <form method="post" action="/sign-out" className="actions">
          <input type="hidden" name="next" value={here} />
          <SubmitButton>{t("invitation-switch")}</SubmitButton>
        </form>
      </div>
    );
  return (
    <Form method="post" className="form">
      {summary}
      {facts}
      {who === "either" && (
        <p>
          {t("invitation-either")}{" "}
          <Link className="link" to={`/sign-in?next=${encodeURIComponent(here)}`}>
            {t("invitation-sign-in")}
          </Link>
        </p>
      )}
      {who !== "me" && (
        <>
          <p className="field-hint">{t("invitation-email-hint", { inviter: invitation.inviter.name })}</p>
          <TextField
            name="name"
            label={t("name")}
            autoComplete="name"
            required
            error={error("name")}
            defaultValue={value("name", invitation.name)}
          />
          <TextField
            name="title"
            label={t("job-title")}
            optional={t("optional")}
            autoComplete="organization-title"
            error={error("title")}
            defaultValue={value("title", invitation.title)}
          />
          <LanguageSelect value={value("locale", locale)} />
        </>
      )}
      <div className="actions">
        <SubmitButton>{t("invitation-accept")}</SubmitButton>
      </div>
    </Form>
  );
}
