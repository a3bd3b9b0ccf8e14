import { randomUUID } from "node:crypto";
import { redirect } from "react-router";
import { config } from "#platform/config.ts";
import { pageTitle, useMessages, useRefusal } from "#platform/i18n/index.ts";
import { ask } from "#platform/operations/form.ts";
import { Page } from "#ui/index.ts";
import { addDocument } from "../commands/add.ts";
import { ArtefactSelect } from "../components/ArtefactSelect.tsx";
import { DescriptionFields } from "../components/DescriptionFields.tsx";
import { FileForm } from "../components/FileForm.tsx";
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
      <FileForm
        refusal={refusal}
        kept={actionData?.ok === false ? actionData.kept : null}
        given={loaderData}
        submit={t("add-submit")}
        back={{ to: here, label: t("back-to-list") }}
      >
        <DescriptionFields refusal={refusal} />
        <ArtefactSelect artefacts={loaderData.artefacts} refusal={refusal} />
      </FileForm>
    </Page>
  );
}
