import { randomUUID } from "node:crypto";
import { Form, Link, redirect } from "react-router";
import { AudienceChoice } from "#features/rooms/components/index.ts";
import { config } from "#platform/config.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { ask } from "#platform/operations/form.ts";
import { ErrorSummary, Page, SubmitButton, TextArea } from "#ui/index.ts";
import { addDocument } from "../commands/add.ts";
import { ArtefactSelect } from "../components/ArtefactSelect.tsx";
import { DescriptionFields } from "../components/DescriptionFields.tsx";
import { FileChoice } from "../components/FileChoice.tsx";
import { documentMessages } from "../messages.ts";
import { documentChoices } from "../queries/form.ts";
import { actWithFile } from "../receive.ts";
import type { Route } from "./+types/add.ts";

export async function loader({ context, params }: Route.LoaderArgs) {
  const choices = await ask(context, documentChoices, { room: params.room });
  return { ...choices, maxMegabytes: config().MAX_UPLOAD_MB, key: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const done = await actWithFile(context, addDocument, request, params.room);
  return "ok" in done ? redirect(`/rooms/${params.room}/documents/${done.value.id}`) : done;
}

export const meta: Route.MetaFunction = (args) => pageTitle(args, documentMessages, "add");

export default function AddDocument({ loaderData, actionData, params }: Route.ComponentProps) {
  const t = useMessages(documentMessages);
  const refusal = useRefusal(actionData, [documentMessages]);
  const here = `/rooms/${params.room}/documents`;
  return (
    <Page
      title={t("add")}
      lede={t("add-lede")}
      crumbs={[{ to: here, label: t("documents") }]}
      crumbsLabel={t("documents")}
    >
      <Form method="post" encType="multipart/form-data" reloadDocument className="form">
        <ErrorSummary {...refusal.summary} />
        <input type="hidden" name="idempotencyKey" value={loaderData.key} />
        <AudienceChoice
          label={t("who")}
          audiences={loaderData.audiences}
          defaultValue={refusal.value("audience")}
          error={refusal.error("audience")}
        >
          <div className="form">
            <DescriptionFields refusal={refusal} />
            <ArtefactSelect artefacts={loaderData.artefacts} refusal={refusal} />
            <TextArea
              name="note"
              label={t("note")}
              optional={t("optional")}
              rows={2}
              maxLength={2000}
              defaultValue={refusal.value("note")}
              error={refusal.error("note")}
            />
            <FileChoice
              refusal={refusal}
              kept={actionData?.ok === false ? actionData.kept : null}
              maxMegabytes={loaderData.maxMegabytes}
            />
          </div>
        </AudienceChoice>
        <div className="actions">
          <SubmitButton>{t("add-submit")}</SubmitButton>
          <Link className="btn btn-quiet" to={here}>
            {t("back-to-list")}
          </Link>
        </div>
      </Form>
    </Page>
  );
}
