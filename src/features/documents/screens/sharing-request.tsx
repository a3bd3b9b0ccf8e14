import { Form, Link, redirect } from "react-router";
import { useAudienceWords, WhoSees } from "#features/rooms/components/index.ts";
import { pageTitle, useFormat, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { act, ask } from "#platform/operations/form.ts";
import {
  Backstage,
  Badge,
  DefinitionList,
  Disclosure,
  ErrorSummary,
  Page,
  SubmitButton,
  TextField,
} from "#ui/index.ts";
import { documentMessages } from "../messages.ts";
import { decideSharing, takeBackSharing } from "../sharing/commands.ts";
import { sharingRequest } from "../sharing/queries.ts";
import type { Route } from "./+types/sharing-request.ts";

export const loader = ({ context, params }: Route.LoaderArgs) =>
  ask(context, sharingRequest, { room: params.room, request: params.request });

export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  const list = `/rooms/${params.room}/documents`;
  if (form.get("intent") === "take-back") {
    const done = await act(context, takeBackSharing, form, params);
    return "ok" in done ? redirect(`${list}/${done.value.document}`) : done;
  }
  const done = await act(context, decideSharing, form, params);
  return "ok" in done ? redirect(`${list}/${done.value.document}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "sharing");

export default function SharingRequest({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const format = useFormat();
  const audienceWords = useAudienceWords();
  const refusal = useRefusal(actionData, [documentMessages]);
  const one = loaderData;
  const list = `/rooms/${params.room}/documents`;
  return (
    <Page
      title={t("sharing-request", { document: `${one.number} ${one.title}` })}
      lede={t("sharing-asked", { name: one.askedBy, date: format.dateTime(one.askedAt) })}
      crumbs={[
        { to: list, label: t("documents") },
        { to: `${list}/sharing`, label: t("sharing") },
      ]}
      crumbsLabel={t("documents")}
      aside={<Badge>{t(`sharing-state-${one.state}`)}</Badge>}
    >
      <Backstage {...audienceWords(one.audience)}>
        <ErrorSummary {...refusal.summary} />
        <DefinitionList
          items={[
            { term: t("sharing-to"), value: audienceWords(one.to).label },
            { term: t("purpose"), value: t(`purpose-${one.purpose}`) },
            ...(one.note ? [{ term: t("note-publish"), value: one.note }] : []),
            ...(one.reason ? [{ term: t("sharing-reason"), value: one.reason }] : []),
          ]}
        />
        <p className="my-2">
          <Link className="link inline-block py-1" to={`${list}/${one.document}`}>
            {t("sharing-look")}
          </Link>
        </p>
        <WhoSees label={t("sharing-gains")} people={one.gains} />
        {one.may.decide && (
          <div className="grid gap-4 mt-6">
            <Form method="post" className="form">
              <input type="hidden" name="version" value={one.version} />
              <input type="hidden" name="decision" value="approve" />
              <TextField
                name="title"
                label={t("title")}
                hint={t("title-publish-hint")}
                required
                maxLength={200}
                defaultValue={refusal.value("title", one.title)}
                error={refusal.error("title")}
              />
              <div className="actions">
                <SubmitButton>{t("sharing-approve")}</SubmitButton>
              </div>
            </Form>
            <Disclosure summary={t("sharing-refuse")} open={refusal.error("reason") !== undefined}>
              <Form method="post" className="form">
                <input type="hidden" name="version" value={one.version} />
                <input type="hidden" name="decision" value="refuse" />
                <TextField
                  name="reason"
                  label={t("sharing-reason")}
                  required
                  maxLength={500}
                  defaultValue={refusal.value("reason")}
                  error={refusal.error("reason")}
                />
                <div className="actions">
                  <SubmitButton look="secondary">{t("sharing-refuse")}</SubmitButton>
                </div>
              </Form>
            </Disclosure>
          </div>
        )}
        {one.may.takeBack && (
          <Form method="post" className="actions mt-4">
            <input type="hidden" name="version" value={one.version} />
            <SubmitButton look="secondary" name="intent" value="take-back">
              {t("sharing-take-back")}
            </SubmitButton>
          </Form>
        )}
      </Backstage>
    </Page>
  );
}
